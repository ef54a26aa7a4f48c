// The graph as Cytoscape.js draws it: elements, looks, and the view that shows all of it.
const picture = (() => {
  "use strict";

  // Reckoned, not measured: measuring would lay out two thousand labels first.
  function whole(nodes, { clientWidth: width, clientHeight: height }) {
    const [left, top, right, bottom] = nodes.reduce((all, node) => [Math.min(all[0], node.x), Math.min(all[1], node.y), Math.max(all[2], node.x), Math.max(all[3], node.y)], [0, 0, 0, 0]);
    const zoom = Math.min(4, 0.94 * Math.min(width / (right - left + 90), height / (bottom - top + 90)));
    return { zoom, pan: { x: width / 2 - (zoom * (left + right)) / 2, y: height / 2 - (zoom * (top + bottom)) / 2 } };
  }

  function make(container, { nodes, edges, kinds }) {
    const kindNames = Object.keys(kinds);
    const edgeClasses = { asserted: "", inferred: "inferred", curated: "curated" };
    return cytoscape({
      container,
      elements: [
        ...nodes.map((node, place) => ({ group: "nodes", data: { id: "n" + place, label: node.label }, classes: "k" + kindNames.indexOf(node.kind), position: { x: node.x, y: node.y } })),
        ...edges.map((edge, place) => ({ group: "edges", data: { id: "e" + place, source: "n" + edge.s, target: "n" + edge.t, label: edge.label }, classes: edgeClasses[edge.origin] })),
      ],
      layout: { name: "preset", fit: false },
      ...whole(nodes, container),
      pixelRatio: 1,
      hideEdgesOnViewport: true,
      textureOnViewport: true,
      minZoom: 0.02,
      maxZoom: 4,
      style: [
        { selector: "node", style: { "border-width": 1, "border-color": "#555" } },
        ...kindNames.map((name, place) => ({ selector: ".k" + place, style: { "background-color": kinds[name].colour, shape: kinds[name].shape, width: kinds[name].size, height: kinds[name].size } })),
        // nodes get their labels when they can be read, not before the first paint
        { selector: "node.named", style: { label: "data(label)", "font-size": 10, "min-zoomed-font-size": 7, "text-wrap": "wrap", "text-max-width": 92, "text-valign": "bottom", "text-margin-y": 2, "text-background-color": "#fff", "text-background-opacity": 0.75 } },
        { selector: "node.named.clear", style: { "font-size": 14, "text-max-width": 160 } },
        { selector: "edge", style: { width: 1, "line-color": "#b5b5b5", "curve-style": "haystack", opacity: 0.6 } },
        { selector: "edge.curated", style: { "line-color": "#cc0088" } },
        { selector: "edge.near", style: { opacity: 1, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": "#777", "line-color": "#777", label: "data(label)", "font-size": 11, "min-zoomed-font-size": 7, "text-rotation": "autorotate", "text-background-color": "#fff", "text-background-opacity": 0.8 } },
        { selector: "edge.near.inferred", style: { "line-style": "dashed" } },
        { selector: "edge.near.curated", style: { "line-style": "dotted", "line-color": "#cc0088", "target-arrow-color": "#cc0088" } },
        { selector: "edge.dim", style: { opacity: 0.15 } },
        { selector: ".hidden", style: { display: "none" } },
        { selector: ".faint", style: { opacity: 0.15 } },
        { selector: "edge.faint", style: { opacity: 0.04 } },
        { selector: "node.hit", style: { "border-width": 6, "border-color": "#d6006c" } },
        { selector: "edge.hit", style: { width: 5, "line-color": "#d6006c", opacity: 1 } },
        { selector: "node.selected", style: { "border-width": 6, "border-color": "#0b57d0" } },
      ],
    });
  }

  return { make, whole };
})();
