// The boxes beside the graph: types, links, lines of therapy; `state` holds what is left out.
const filters = (() => {
  "use strict";
  const { element } = parts;
  const $ = (id) => document.getElementById(id);

  function box(parent, value, text, swatch, change) {
    const label = element("label");
    const made = element("input", "", { type: "checkbox", value });
    made.checked = true;
    made.addEventListener("change", () => change(made.checked));
    label.append(made, ...(swatch ? [element("span", "", { class: "swatch", style: `background:${swatch}` })] : [" "]), text);
    parent.append(label);
  }

  function start({ nodes, kinds, origins }, state, changed) {
    const counts = new Map();
    for (const node of nodes) counts.set(node.kind, (counts.get(node.kind) || 0) + 1);
    for (const kind of Object.keys(kinds).filter((each) => counts.has(each))) {
      box($("kinds"), kind, `${kind} (${counts.get(kind)})`, kinds[kind].colour, (on) => { if (on) state.off.delete(kind); else state.off.add(kind); changed(false); });
    }
    for (const origin of origins) box($("origins"), origin, origin, "", (on) => { if (on) state.origins.add(origin); else state.origins.delete(origin); changed(false); });
    for (const node of nodes.filter((each) => each.kind === "line").sort((a, b) => a.order - b.order)) $("line").append(element("option", node.label, { value: node.label }));
    $("line").addEventListener("change", () => { state.line = $("line").value; changed(true); });
    $("every").addEventListener("click", () => { state.off = new Set(); match(state); changed(false); });
    $("none").addEventListener("click", () => { state.off = new Set(counts.keys()); match(state); changed(false); });
  }

  // boxes and list as the state has them
  function match(state) {
    for (const each of document.querySelectorAll("#kinds input")) each.checked = !state.off.has(each.value);
    for (const each of document.querySelectorAll("#origins input")) each.checked = state.origins.has(each.value);
    $("line").value = state.line;
  }

  return { start, match };
})();
