// What is written on links: all of a text, or a shorter one, or nothing, so that no figure is cut or written over.
const linktext = (() => {
  "use strict";
  const CELL = 8;
  const WIDE = 5.9; // of a letter at the size of links' texts

  // ways along a link from its middle, the nearest first
  function shifts(most) {
    const found = most < 0 ? [] : [0];
    for (let away = 8; away <= Math.min(most, 64); away += 8) found.push(away, -away);
    return found;
  }

  // boxes: {x, y, width, height} in the way; links: {id, x, y, angle, room, texts}, the more important first
  function choose(boxes, links) {
    const taken = new Set();
    const cell = (x, y) => Math.round(x / CELL) * 100000 + Math.round(y / CELL);
    for (const { x, y, width, height } of boxes) for (let a = 0; a <= width; a += CELL) for (let b = 0; b <= height; b += CELL) taken.add(cell(x + a, y + b));
    const found = new Map();
    for (const { id, x, y, angle, room, texts } of links) {
      const [right, down] = [Math.cos(angle), Math.sin(angle)];
      const free = (half, shift) => {
        const cells = new Set();
        for (let along = shift - half; along <= shift + half; along += CELL / 2) for (const off of [-5, 0, 5]) cells.add(cell(x + along * right - off * down, y + along * down + off * right));
        return [...cells].some((each) => taken.has(each)) ? null : cells;
      };
      found.set(id, { text: "", dx: 0, dy: 0 });
      tried: for (const text of texts) {
        const half = (text.length * WIDE) / 2;
        for (const shift of shifts(room / 2 - half)) {
          const cells = free(half, shift);
          if (!cells) continue;
          for (const each of cells) taken.add(each);
          found.set(id, { text, dx: shift * right, dy: shift * down });
          break tried;
        }
      }
    }
    return found;
  }

  function boxes(seen, { nodes, kinds }, clear) {
    const [font, most] = clear ? [14, 160] : [10, 92]; // as in the style sheet
    return seen.map((each) => {
      const node = nodes[+each.id().slice(1)];
      const { x, y } = each.position();
      const half = kinds[node.kind].size / 2;
      const long = node.label.length * font * 0.55 + 8; // capitals are wide
      const [wide, high] = [Math.min(most, long), Math.ceil(long / most) * font * 1.15];
      return [{ x: x - half, y: y - half, width: 2 * half, height: 2 * half }, { x: x - wide / 2, y: y + half + 2, width: wide, height: high }];
    }).flat();
  }

  function write(cy, data, clear) {
    const { nodes, edges, kinds } = data;
    const half = (place) => kinds[nodes[place].kind].size / 2;
    const links = cy.edges(".near").not(".hidden").map((each) => {
      const edge = edges[+each.id().slice(1)];
      const [a, b] = [each.source().position(), each.target().position()];
      const { x, y } = each.midpoint();
      let angle = Math.atan2(b.y - a.y, b.x - a.x);
      if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
      const verdict = edge.facts.filter(([name]) => name === "verdict").map(([, value]) => value);
      const room = Math.hypot(b.x - a.x, b.y - a.y) - half(edge.s) - half(edge.t) - 16;
      return { id: each.id(), x, y, angle, room, texts: [...new Set([edge.label, [edge.short, ...verdict].join(", "), edge.short])], first: 2 * each.hasClass("selected") + (edge.label !== edge.short) };
    });
    links.sort((one, other) => other.first - one.first);
    const found = choose(boxes(cy.nodes().not(".hidden"), data, clear), links);
    cy.batch(() => found.forEach((what, id) => cy.getElementById(id).data(what)));
  }

  // how far apart two nodes must stand for the longest of some texts
  const length = (texts) => Math.max(0, ...texts.map((text) => text.length)) * WIDE + 75;

  return { choose, write, length };
})();
