// Names over the graph, always of a readable size: of islands and marked nodes while labels are too small to be read.
const overlay = (() => {
  "use strict";
  // entries: {x, y, text, strong, below}, the more important first; one that would cover another is left out
  function draw(box, entries, view) {
    box.replaceChildren();
    const taken = [];
    for (const entry of entries) {
      const most = entry.strong ? 40 : 28;
      const text = entry.text.length > most ? entry.text.slice(0, most - 1) + "…" : entry.text;
      const half = text.length * (entry.strong ? 3.7 : 3.3) + 3;
      const x = entry.x * view.zoom + view.pan.x;
      const spots = [entry.y, ...(entry.below === undefined ? [] : [entry.below])].map((y, rank) => y * view.zoom + view.pan.y + 17 * rank);
      if (x < 0 || x > view.width || spots[0] < 0 || spots[0] > view.height) continue;
      const middle = Math.max(half, Math.min(view.width - half, x));
      const y = spots.find((low) => !taken.some((other) => middle - half < other.right && other.left < middle + half && low - 15 < other.low && other.low - 15 < low));
      if (y === undefined) continue;
      taken.push({ left: middle - half, right: middle + half, low: y });
      const made = document.createElement("span");
      made.textContent = text;
      if (entry.strong) made.className = "strong";
      made.style.left = `${middle}px`;
      made.style.top = `${y}px`;
      box.append(made);
    }
  }

  // What to name: marked nodes first, then trials and sorts by their islands, or every node where few are shown.
  function entries(cy, { nodes, kinds, islands, heads }, { asked, few }) {
    const number = (each) => +each.id().slice(1);
    const spot = (each, strong) => {
      const { x, y } = each.position();
      const half = kinds[nodes[number(each)].kind].size / 2;
      return { x, y: y - half - 8, below: y + half + 2, text: each.data("label"), strong };
    };
    const seen = cy.nodes().not(".hidden");
    const first = asked ? cy.nodes(".hit").not(".hidden") : cy.nodes(".selected").union(cy.edges(".selected").connectedNodes()).not(".hidden");
    const found = first.map((each) => spot(each, true));
    if (seen.length <= few) return [...found, ...seen.not(first).map((each) => spot(each, false))];
    if (asked) return found;
    const groups = new Map();
    const present = new Set(seen.map(number));
    seen.forEach((each) => {
      const { x, y } = each.position();
      const old = groups.get(nodes[number(each)].g) || { left: x, right: x, top: y, count: 0 };
      groups.set(nodes[number(each)].g, { left: Math.min(old.left, x), right: Math.max(old.right, x), top: Math.min(old.top, y), count: old.count + 1 });
    });
    // a trial that is not shown itself lends its group no name, and none is named twice
    const told = new Set(first.map(number));
    const named = [...groups].filter(([island]) => heads[island] === null || (present.has(heads[island]) && !told.has(heads[island])));
    for (const [island, { left, right, top }] of named.sort((a, b) => b[1].count - a[1].count)) found.push({ x: (left + right) / 2, y: top - 25, text: islands[island] });
    return found;
  }

  return { draw, entries };
})();
