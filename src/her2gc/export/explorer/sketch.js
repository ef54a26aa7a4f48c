// The whole graph, drawn at once and plainly, so that it can be seen while the real one is made.
const sketch = (() => {
  "use strict";
  const SQUARE = new Set(["rectangle", "round-rectangle", "barrel"]);

  function draw(canvas, { nodes, edges, kinds }, { zoom, pan }) {
    [canvas.width, canvas.height] = [canvas.clientWidth, canvas.clientHeight];
    const pen = canvas.getContext("2d");
    pen.setTransform(zoom, 0, 0, zoom, pan.x, pan.y);
    pen.globalAlpha = 0.6;
    for (const [curated, colour] of [[false, "#b5b5b5"], [true, "#cc0088"]]) {
      pen.beginPath();
      for (const { s, t, origin } of edges) {
        if ((origin === "curated") !== curated) continue;
        pen.moveTo(nodes[s].x, nodes[s].y);
        pen.lineTo(nodes[t].x, nodes[t].y);
      }
      pen.strokeStyle = colour;
      pen.stroke();
    }
    pen.globalAlpha = 1;
    for (const { x, y, kind } of nodes) {
      const { colour, shape, size } = kinds[kind];
      pen.fillStyle = colour;
      pen.beginPath();
      if (SQUARE.has(shape)) pen.rect(x - size / 2, y - size / 2, size, size);
      else pen.arc(x, y, size / 2, 0, 2 * Math.PI);
      pen.fill();
    }
  }

  return { draw };
})();
