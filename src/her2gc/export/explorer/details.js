// The details of a node, a link or a place. `act` holds what a reader may do there.
const details = (() => {
  "use strict";
  const { element, button, section, outward, shownValue } = parts;

  const FIGURES = new Set(["result"]);

  function figures(box, title, facts) {
    if (!facts.length) return;
    box.append(element("h3", title));
    const table = element("dl");
    for (const [name, value] of facts) table.append(element("dt", name), shownValue(String(value)));
    box.append(table);
  }

  function named(edge, nodes) { return `${nodes[edge.s].label} → ${edge.short} → ${nodes[edge.t].label}`; }

  function said(edge) { return edge.label.startsWith(edge.short) ? edge.label.slice(edge.short.length).replace(/^[,;:]? /, "") : edge.label; }

  function place(box, { places, nodes }, number, act) {
    const found = places[number];
    box.append(element("h2", found.label), element("p", `place (${found.id})`, { class: "note" }), element("blockquote", found.quote || "(no text recorded)"));
    if (found.citations.length) box.append(element("p", "Citations printed there: " + found.citations.join(", "), { class: "note" }));
    section(box, "Stated there", stated(nodes, number, act));
  }

  function stated(nodes, number, act, but = null) {
    const found = [];
    nodes.forEach((node, other) => { if (other !== but && node.places.includes(number)) found.push([button(node.label, () => act.select(other))]); });
    return found;
  }

  function folded(data, number, act, but) {
    const found = data.places[number];
    const box = element("details", "", { class: "place", "data-place": found.id });
    box.append(element("summary", found.label), element("blockquote", found.quote || "(no text recorded)"));
    if (found.citations.length) box.append(element("p", "Citations printed there: " + found.citations.join(", "), { class: "note" }));
    box.append(element("p", found.id, { class: "note" }));
    section(box, "Also stated there", stated(data.nodes, number, act, but));
    return [box];
  }

  function link(box, data, number, act) {
    const { nodes, edges, byId } = data;
    const edge = edges[number];
    const ends = element("h2");
    ends.append(button(nodes[edge.s].label, () => act.select(edge.s)), ` → ${edge.short} → `, button(nodes[edge.t].label, () => act.select(edge.t)));
    box.append(ends, element("p", `link, ${edge.origin}${edge.origin === "inferred" ? " by rules" : ""} (${edge.type})`, { class: "note" }));
    const via = byId.get(edge.via);
    if (edge.via) { const told = element("p", "Stands for "); told.append(via === undefined ? edge.via : button(nodes[via].label, () => act.select(via))); box.append(told); }
    figures(box, "Figures and words", edge.facts);
    for (const end of [edge.s, edge.t]) figures(box, `Figures and words of ${nodes[end].label}`, Object.entries(nodes[end].data));
    section(box, "Stated in", edge.places.map((each) => folded(data, each, act, null)));
  }

  function links(box, { nodes, edges, around }, place, act) {
    const groups = new Map();
    for (const [number, other] of around[place]) {
      const edge = edges[number];
      const name = (edge.s === place ? "→ " : "← ") + edge.short + (edge.origin === "asserted" ? "" : ` (${edge.origin})`);
      if (!groups.has(name)) groups.set(name, { items: [], figures: false });
      const more = button("…", () => act.link(number), "more");
      more.setAttribute("aria-label", `About the link ${named(edge, nodes)}`);
      more.title = "about this link";
      const text = edge.label === edge.short ? [] : [element("span", ` ${said(edge)}`, { class: "note" })];
      groups.get(name).figures ||= FIGURES.has(nodes[other].kind) || edge.facts.length > 0;
      groups.get(name).items.push([button(nodes[other].label, () => act.select(other)), ...text, " ", more]);
    }
    // links that carry figures first
    const order = ([a, one], [b, other]) => other.figures - one.figures || (a < b ? -1 : 1);
    for (const [name, { items }] of [...groups].sort(order)) section(box, name, items);
  }

  function doubts(box, { nodes, edges, around }, place, act) {
    const found = new Set(around[place].filter(([edge, other]) => edges[edge].t === place && nodes[other].kind === "doubt").map(([, other]) => other));
    section(box, "Doubts about it", [...found].map((other) => [button(nodes[other].label, () => act.select(other))]));
  }

  function node(box, data, place, act) {
    const found = data.nodes[place];
    const lines = found.lines.length && found.kind !== "line" ? "; " + found.lines.join(", ") : "";
    box.append(element("h2", found.label), element("p", `${found.type}${lines} (${found.id})`, { class: "note" }));
    if (found.synonyms.length) box.append(element("p", "also: " + found.synonyms.join(", ")));
    if (found.description) box.append(element("p", found.description));
    const tools = element("div", "", { class: "tools" });
    for (const hops of [1, 2, 3]) tools.append(button(`${hops} hop${hops > 1 ? "s" : ""}`, () => act.near(place, hops), "tool"));
    tools.append(button("Expand", () => act.expand(place), "tool"), button("Collapse", () => act.collapse(place), "tool"));
    const where = found.places.map((each) => data.places[each].label);
    tools.append(take.citation(data, found.label, found.id.replace(/^kg:/, "kg/"), where, act.tell));
    box.append(tools);
    doubts(box, data, place, act);
    figures(box, "Figures and words", Object.entries(found.data));
    section(box, "Stated in", found.places.map((each) => folded(data, each, act, place)));
    links(box, data, place, act);
    if (found.citations.length) box.append(element("h3", "Citations of the review"), element("p", found.citations.join(", ")));
    section(box, "Outside", found.links.map(([match, id, iri, label]) => [/^https?:/.test(iri) ? outward(id, iri) : element("span", id), element("span", ` ${label} (${match})`, { class: "note" })]));
  }

  return { node, link, place, named };
})();
