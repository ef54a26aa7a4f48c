// What the page carries, made handy: every link with its words, and the links of every node.
const unpack = (() => {
  "use strict";
  function read(text) {
    const data = JSON.parse(text);
    const { nodes, texts, facts, origins } = data;
    const edges = data.edges.map(([s, t, label, type, origin, more = {}]) => ({
      s,
      t,
      label: texts[label],
      short: texts[more.short ?? label], // without figures
      type: texts[type],
      origin: origins[origin],
      places: more.places ?? nodes[s].places,
      facts: (more.facts ?? []).map((each) => facts[each]),
      via: more.via ?? "",
    }));
    const around = nodes.map(() => []); // [edge, other end]
    edges.forEach((edge, place) => {
      around[edge.s].push([place, edge.t]);
      around[edge.t].push([place, edge.s]);
    });
    return { ...data, edges, around, passive: new Set(data.passive), byId: new Map(nodes.map((node, place) => [node.id, place])) };
  }

  return { read };
})();
