// What is near a node, and what hangs on it. Nothing here knows of the page; `open(edge)` tells whether a link counts.
const hang = (() => {
  "use strict";

  // How many steps each node is away; a walk ends at general terms.
  function hops({ nodes, around, passive }, start, { most = Infinity, open, on }) {
    const found = new Map([[start, 0]]);
    for (const [one, hop] of found) {
      if (hop === most || (passive.has(nodes[one].kind) && one !== start)) continue;
      for (const [edge, other] of around[one]) if (!found.has(other) && open(edge) && (!on || on[other])) found.set(other, hop + 1);
    }
    return found;
  }

  function neighbours({ around }, place, open) {
    return new Set(around[place].filter(([edge, other]) => other !== place && open(edge)).map(([, other]) => other));
  }

  // What Expand brought, and what that brought in its turn.
  function brought(grown, place, gone = new Set()) {
    for (const one of grown.get(place) || []) if (!gone.has(one)) { gone.add(one); brought(grown, one, gone); }
    return gone;
  }

  // What goes when a node is collapsed: what Expand on it brought; in a picture drawn around a centre, what no other way leads
  // to from there; in the whole graph, the parts of a trial, and neighbours with nothing else but general terms about them.
  function on(data, place, { shown, open, centre, grown }) {
    const { nodes, heads, passive } = data;
    const gone = brought(grown, place);
    if (centre !== null) {
      const away = hops(data, centre, { open, on: shown });
      for (const [one, hop] of away) {
        if (!away.has(place) || hop <= away.get(place)) continue;
        const ways = [...neighbours(data, one, open)].filter((other) => away.get(other) === hop - 1 && (!passive.has(nodes[other].kind) || other === centre));
        if (ways.every((other) => other === place || gone.has(other))) gone.add(one);
      }
    } else {
      if (heads[nodes[place].g] === place) nodes.forEach((node, one) => { if (node.g === nodes[place].g) gone.add(one); });
      let loose = new Set([...neighbours(data, place, open)].filter((one) => shown[one]));
      for (let size = -1; size !== loose.size; ) {
        size = loose.size;
        loose = new Set([...loose].filter((one) => [...neighbours(data, one, open)].every((other) => other === place || !shown[other] || passive.has(nodes[other].kind) || loose.has(other) || gone.has(other))));
      }
      for (const one of loose) gone.add(one);
    }
    gone.delete(place);
    gone.delete(centre);
    return new Set([...gone].filter((one) => shown[one]));
  }

  return { hops, neighbours, on };
})();
