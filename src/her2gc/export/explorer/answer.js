// The answer to a stored question as a table whose names lead on into the graph.
const answer = (() => {
  "use strict";
  const { element, button } = parts;

  function table({ columns, rows }, nodes, select) {
    const made = element("table");
    const head = element("tr");
    for (const name of columns) head.append(element("th", name, { scope: "col" }));
    made.append(head);
    for (const row of rows) {
      const line = element("tr");
      for (const cell of row) line.append(filled(cell, nodes, select));
      made.append(line);
    }
    const scroll = element("div", "", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Answer" });
    scroll.append(made);
    return scroll;
  }

  // a cell is a text, or several texts each with the node that it names
  function filled(cell, nodes, select) {
    const box = element("td");
    if (typeof cell === "string") { box.textContent = cell; return box; }
    const items = cell.map(([text, node]) => (node === null ? element("span", text) : button(text, () => select(node))));
    if (items.length === 1) box.append(...items);
    else for (const item of items) { const line = element("div"); line.append(item); box.append(line); }
    return box;
  }

  return { table };
})();
