// Keys in the graph: arrows move, with Shift they choose the next node that way, + and - zoom, 0 fits.
const keys = (() => {
  "use strict";
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // Tells whether the key meant something.
  function press(event, cy, selected, { fit, select }) {
    const [dx, dy] = WAYS[event.key] || [0, 0];
    if ((dx || dy) && event.shiftKey) { const next = towards(cy, selected, dx, dy); if (next !== null) select(next); }
    else if (dx || dy) cy.panBy({ x: -80 * dx, y: -80 * dy });
    else if (event.key === "+" || event.key === "-") cy.zoom({ level: cy.zoom() * (event.key === "+" ? 1.3 : 1 / 1.3), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    else if (event.key === "0") fit();
    else return false;
    return true;
  }

  // The nearest node shown in a direction from the chosen one, or from the middle of the view.
  function towards(cy, selected, dx, dy) {
    const { x1, y1, x2, y2 } = cy.extent();
    const from = selected === null ? { x: (x1 + x2) / 2, y: (y1 + y2) / 2 } : cy.getElementById("n" + selected).position();
    let [best, least] = [null, Infinity];
    cy.nodes().not(".hidden").forEach((each) => {
      const place = +each.id().slice(1);
      const { x, y } = each.position();
      const [along, across] = [(x - from.x) * dx + (y - from.y) * dy, Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx)];
      if (place !== selected && along > 0 && across <= along && along + across < least) [best, least] = [place, along + across];
    });
    return best;
  }

  return { press };
})();
