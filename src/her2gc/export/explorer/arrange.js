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

  return { islands, rings };
})();
