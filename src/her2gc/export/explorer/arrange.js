// Where nodes stand: islands for many, rings around the chosen one for few. No part of the page is touched here.
const arrange = (() => {
  "use strict";
  const TURN = Math.PI * (3 - Math.sqrt(5));
  const STEP = 55;
  const GAP = 70;

  // Islands as in the whole graph, for some nodes only: the larger first along a spiral, nodes like seeds of a sunflower.
  function islands(nodes, places) {
    const groups = new Map();
    for (const place of places) {
      if (!groups.has(nodes[place].g)) groups.set(nodes[place].g, []);
      groups.get(nodes[place].g).push(place);
    }
    const found = new Map();
    const taken = [];
    for (const [, members] of [...groups].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])) {
      const radius = STEP * Math.sqrt(members.length);
      const [x, y] = free(taken, radius);
      taken.push([x, y, radius]);
      // the order of the whole graph, from the middle of an island outwards
      members.sort((a, b) => nodes[a].r - nodes[b].r);
      members.forEach((place, rank) => {
        const away = STEP * Math.sqrt(rank);
        found.set(place, { x: x + away * Math.cos(rank * TURN), y: y + away * Math.sin(rank * TURN) });
      });
    }
    return found;
  }

  function free(taken, radius) {
    for (let step = 0; step < 100000; step++) {
      const away = 12 * Math.sqrt(step * 8);
      const angle = step * 0.35;
      const [x, y] = [1.3 * away * Math.cos(angle), away * Math.sin(angle)];
      if (taken.every(([a, b, other]) => Math.hypot(x - a, y - b) > radius + other + GAP)) return [x, y];
    }
    return [0, 0];
  }

  // Rings around one node, an ellipse each, since screens are wide and labels too; like stands beside like.
  // `least` is what the texts on links need between the first ring and the middle.
  function rings(nodes, hops, least) {
    const found = new Map();
    const byHop = [];
    for (const [place, hop] of hops) (byHop[hop] ||= []).push(place);
    let [a, b] = [0, 0];
    for (const members of byHop) {
      members.sort((one, other) => (nodes[one].kind < nodes[other].kind ? -1 : nodes[one].kind > nodes[other].kind ? 1 : one - other));
      let start = 0;
      while (start < members.length) {
        // 150 of width and 70 of height are what a node with its label needs
        const room = a ? Math.max(8, Math.floor((Math.PI * (a + b)) / 190)) : 1;
        const rest = members.length - start;
        const here = members.slice(start, start + (rest < room * 1.3 ? rest : room));
        here.forEach((place, rank) => {
          const angle = (2 * Math.PI * (rank + 0.5)) / here.length - Math.PI / 2;
          found.set(place, { x: a * Math.cos(angle), y: b * Math.sin(angle) });
        });
        start += here.length;
        [a, b] = a ? [a + 230, b + 140] : [Math.max(230, Math.min(300, least)), Math.max(180, Math.min(300, least + 30))];
      }
    }
    return found;
  }

  // Trials by line of therapy, a column each, below them the agents that most of their trials are in that column.
  function columns(nodes, edges, places) {
    const seen = new Set(places);
    const lines = places.filter((each) => nodes[each].kind === "line").sort((a, b) => nodes[a].order - nodes[b].order);
    const tally = new Map(places.map((each) => [each, lines.map(() => 0)]));
    const of = (trial) => lines.findIndex((line) => nodes[trial].lines.includes(nodes[line].label));
    for (const { s, t } of edges) {
      if (!seen.has(s) || !seen.has(t) || nodes[s].kind !== "trial" || nodes[t].kind === "line") continue;
      if (of(s) >= 0) tally.get(t)[of(s)] += 1;
    }
    const rows = [...lines, -1].map(() => ({ trial: [], other: [] }));
    for (const each of places) {
      if (nodes[each].kind === "line") continue;
      const count = tally.get(each);
      const most = nodes[each].kind === "trial" ? of(each) : count.indexOf(Math.max(...count, 1));
      rows[most < 0 ? lines.length : most][nodes[each].kind === "trial" ? "trial" : "other"].push(each);
    }
    const found = new Map();
    let left = 0;
    rows.forEach(({ trial, other }, at) => {
      const wide = Math.max(1, Math.ceil(Math.max(trial.length, other.length) / 6));
      const put = (members, top) => members.forEach((each, rank) => found.set(each, { x: left + 175 * (rank % wide), y: top + 80 * Math.floor(rank / wide) }));
      if (at < lines.length) found.set(lines[at], { x: left + 87 * (wide - 1), y: -110 });
      put(trial, 0);
      put(other, 600);
      if (trial.length || other.length) left += 175 * wide + 60;
    });
    return found;
  }

  return { islands, rings, columns };
})();
