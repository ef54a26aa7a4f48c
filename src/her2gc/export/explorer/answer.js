// The answer to a stored question as a table whose names lead on into the graph; a row keeps its doubts and places.
const answer = (() => {
  "use strict";
  const { element, button } = parts;

  // A row that names a line of therapy belongs to it; one that does not, to the lines of what it names.
  function ofLine({ about }, line, { nodes }) {
    if (!line) return true;
    const named = about.filter((each) => nodes[each].kind === "line");
    if (named.length) return named.some((each) => nodes[each].label === line);
    const lines = about.flatMap((each) => nodes[each].lines);
    return !lines.length || lines.includes(line);
  }

  function table(question, rows, { places }, act, only = question.heads.map((_, place) => place)) {
    const made = element("table");
    const head = element("tr");
    for (const place of only) head.append(element("th", question.heads[place], { scope: "col" }));
    head.append(element("th", "places", { scope: "col" }));
    made.append(head);
    for (const row of rows) {
      const line = element("tr");
      for (const place of only) line.append(filled(row.cells[place], act));
      if (row.doubts.length) line.firstChild.append(" ", ...row.doubts.map((number) => button(`[${number}]`, () => doubt(question, number, act), "more")));
      line.append(where(row, places, act));
      made.append(line);
    }
    const scroll = element("div", "", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Answer" });
    scroll.append(made);
    return scroll;
  }

  function doubt({ doubts }, number, act) {
    const [, node] = doubts[number - 1];
    if (node !== null) act.select(node);
  }

  // a cell is a text, or a text with the node that it names
  function filled(cell, act) {
    const box = element("td");
    if (typeof cell === "string") box.textContent = cell;
    else box.append(button(cell[0], () => act.select(cell[1])));
    return box;
  }

  function where(row, places, act) {
    const box = element("td");
    if (!row.places.length) { box.textContent = row.short || "not stated"; return box; }
    const folded = element("details");
    folded.append(element("summary", row.short));
    for (const place of row.places) {
      const line = element("div");
      line.append(typeof place === "number" ? button(places[place].label, () => act.place(place)) : place);
      folded.append(line);
    }
    box.append(folded);
    return box;
  }

  // the doubts on the rows that are shown, in the order of their numbers
  function doubts(question, rows, act) {
    const kept = [...new Set(rows.flatMap((row) => row.doubts))].sort((a, b) => a - b);
    if (!kept.length) return [];
    const listed = element("ul", "", { class: "doubts plain" });
    for (const number of kept) {
      const entry = element("li", `[${number}] `);
      const [text, node] = question.doubts[number - 1];
      entry.append(node === null ? text : button(text, () => act.select(node)));
      listed.append(entry);
    }
    return [element("h3", "Doubts on these rows"), listed];
  }

  return { table, doubts, ofLine };
})();
