// The graph as Cytoscape.js draws it: elements, looks, and the view that shows all of it.
const picture = (() => {
  "use strict";

  // Reckoned, not measured: measuring would lay out two thousand labels first.
  function whole(nodes, { clientWidth: width, clientHeight: height }) {
    const [left, top, right, bottom] = nodes.reduce((all, node) => [Math.min(all[0], node.x), Math.min(all[1], node.y), Math.max(all[2], node.x), Math.max(all[3], node.y)], [0, 0, 0, 0]);
    const zoom = Math.min(4, 0.94 * Math.min(width / (right - left + 90), height / (bottom - top + 90)));
    return { zoom, pan: { x: width / 2 - (zoom * (left + right)) / 2, y: height / 2 - (zoom * (top + bottom)) / 2 } };
  }

  const LIGHT = { ink: "#000", paper: "#fff", rim: "#555", line: "#b5b5b5", near: "#777", curated: "#cc0088", hit: "#d6006c", chosen: "#0b57d0" };
  const DARK = { ink: "#f1f1f1", paper: "#17191c", rim: "#aaa", line: "#70757a", near: "#a8adb3", curated: "#ff7ac8", hit: "#ff5ca8", chosen: "#8ab4f8" };

  function make(container, { nodes, edges, kinds }, on) {
    const kindNames = Object.keys(kinds);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const edgeClasses = { asserted: "", inferred: "inferred", curated: "curated" };
    const cy = cytoscape({
      container,
      elements: [
        ...nodes.map((node, place) => ({ group: "nodes", data: { id: "n" + place, label: node.label }, classes: `k${kindNames.indexOf(node.kind)}${on[place] ? "" : " hidden"}`, position: { x: node.x, y: node.y } })),
        ...edges.map((edge, place) => ({ group: "edges", data: { id: "e" + place, source: "n" + edge.s, target: "n" + edge.t }, classes: `${edgeClasses[edge.origin] || ""}${on[edge.s] && on[edge.t] ? "" : " hidden"}` })),
      ],
      layout: { name: "preset", fit: false },
      ...whole(nodes, container),
      pixelRatio: 1,
      hideEdgesOnViewport: true,
      textureOnViewport: true,
      minZoom: 0.02,
      maxZoom: 4,
      style: look(kinds, dark.matches ? DARK : LIGHT),
    });
    dark.addEventListener("change", () => cy.style(look(kinds, dark.matches ? DARK : LIGHT)));
    return cy;
  }

  function look(kinds, colours) {
    return [
      { selector: "node", style: { "border-width": 1, "border-color": colours.rim } },
      ...Object.keys(kinds).map((name, place) => ({ selector: ".k" + place, style: { "background-color": kinds[name].colour, shape: kinds[name].shape, width: kinds[name].size, height: kinds[name].size } })),
      // nodes get their labels when they can be read, not before the first paint
      { selector: "node.named", style: { label: "data(label)", color: colours.ink, "font-size": 10, "min-zoomed-font-size": 7, "text-wrap": "wrap", "text-max-width": 92, "text-valign": "bottom", "text-margin-y": 2, "text-background-color": colours.paper, "text-background-opacity": 0.75 } },
      { selector: "node.named.clear", style: { "font-size": 14, "text-max-width": 160 } },
      { selector: "edge", style: { width: 1, "line-color": colours.line, "curve-style": "haystack", opacity: 0.6 } },
      { selector: "edge.curated", style: { "line-color": colours.curated } },
      { selector: "edge.near", style: { opacity: 1, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": colours.near, "line-color": colours.near } },
      // as much of a text as there is room for; see linktext.js
      { selector: "edge.near[text]", style: { label: "data(text)", color: colours.ink, "font-size": 11, "min-zoomed-font-size": 7, "text-rotation": "autorotate", "text-margin-x": "data(dx)", "text-margin-y": "data(dy)", "text-background-color": colours.paper, "text-background-opacity": 0.8 } },
      { selector: "edge.near.inferred", style: { "line-style": "dashed" } },
      { selector: "edge.near.curated", style: { "line-style": "dotted", "line-color": colours.curated, "target-arrow-color": colours.curated } },
      { selector: "edge.dim", style: { opacity: 0.15 } },
      { selector: ".hidden", style: { display: "none" } },
      { selector: ".faint", style: { opacity: 0.15 } },
      { selector: "edge.faint", style: { opacity: 0.04 } },
      { selector: "node.hit", style: { "border-width": 6, "border-color": colours.hit } },
      { selector: "edge.hit", style: { width: 5, "line-color": colours.hit, opacity: 1 } },
      { selector: "node.selected", style: { "border-width": 6, "border-color": colours.chosen } },
      { selector: "edge.selected", style: { width: 4, opacity: 1, "line-color": colours.chosen, "target-arrow-color": colours.chosen, "z-index": 9 } },
    ];
  }

  return { make, whole };
})();
