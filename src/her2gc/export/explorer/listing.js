// The list of what is shown, in parts.
const listing = (() => {
  "use strict";
  const { element, button } = parts;
  const PART = 500;
  let listed = PART;

  function fill(box, nodes, on, { select, tell }) {
    const all = nodes.map((node, place) => [node, place]).filter(([, place]) => on[place]).sort(([a], [b]) => (a.kind + a.label < b.kind + b.label ? -1 : 1));
    const entry = ([node, place]) => { const made = element("li"); made.append(button(node.label, () => select(place)), element("span", ` ${node.kind}`, { class: "note" })); return made; };
    box.replaceChildren(...all.slice(0, listed).map(entry));
    if (all.length <= listed) return;
    const more = element("li");
    more.append(button(`Show ${Math.min(PART, all.length - listed)} more`, () => {
      const first = listed;
      listed += PART;
      fill(box, nodes, on, { select, tell });
      box.children[first].querySelector("button").focus();
      tell(`${Math.min(listed, all.length)} of ${all.length} nodes listed`);
    }, "tool"), ` of ${all.length}`);
    box.append(more);
  }

  function restart() { listed = PART; }

  return { fill, restart };
})();
