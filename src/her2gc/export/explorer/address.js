// What is looked at, as the part of the address after #: it can be shared, and back and forward lead through it.
const address = (() => {
  "use strict";

  function write(state, data) {
    const { nodes, edges, places } = data;
    const told = new URLSearchParams();
    if (state.all) told.set("view", "all");
    if (state.question) told.set("query", state.question.name);
    if (state.line) told.set("line", state.line);
    if (state.centre !== null) { told.set("around", nodes[state.centre].id); told.set("hops", String(state.hops)); }
    if (state.steps.length) told.set("steps", state.steps.map(([away, place]) => (away ? "-" : "") + nodes[place].id).join(" "));
    if (state.selected !== null) told.set("id", nodes[state.selected].id);
    if (state.place !== null) told.set("place", places[state.place].id);
    if (state.link !== null) { const edge = edges[state.link]; told.set("link", [nodes[edge.s].id, edge.type, nodes[edge.t].id].join(" ")); }
    if (state.off.size) told.set("without", [...state.off].sort().join(","));
    const closed = data.origins.filter((each) => !state.origins.has(each));
    if (closed.length) told.set("unlinked", closed.join(","));
    return told.toString();
  }

  // What an address does not name or the graph does not know is as at the start.
  function read(text, data) {
    const told = new URLSearchParams(text.replace(/^#/, ""));
    const { nodes, edges, places, questions, byId, origins, kinds } = data;
    const some = (name) => (told.get(name) || "").split(",").filter(Boolean);
    const node = (name) => byId.get(told.get(name)) ?? null;
    const line = told.get("line") || "";
    const at = places.findIndex((each) => each.id === told.get("place"));
    const [from, type, to] = (told.get("link") || "").split(" ");
    const link = edges.findIndex((each) => nodes[each.s].id === from && each.type === type && nodes[each.t].id === to);
    const hops = Number(told.get("hops"));
    return {
      all: told.get("view") === "all",
      question: questions.find((each) => each.name === told.get("query")) ?? null,
      line: nodes.some((each) => each.kind === "line" && each.label === line) ? line : "",
      around: node("around"),
      steps: (told.get("steps") || "").split(" ").map((each) => [each.startsWith("-"), byId.get(each.replace(/^-/, ""))]).filter(([, place]) => place !== undefined),
      hops: hops >= 1 && hops <= 3 ? Math.floor(hops) : 1,
      selected: node("id"),
      place: node("id") === null && at >= 0 ? at : null,
      link: node("id") === null && at < 0 && link >= 0 ? link : null,
      off: new Set(some("without").filter((each) => each in kinds)),
      origins: new Set(origins.filter((each) => !some("unlinked").includes(each))),
    };
  }

  return { read, write };
})();
