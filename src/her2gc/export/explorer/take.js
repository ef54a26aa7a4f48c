// What one takes along: a table as CSV, the picture as PNG or SVG, a citation. All of it is made here; nothing is sent.
const take = (() => {
  "use strict";
  const { element, button } = parts;

  function save(name, blob) {
    const address = URL.createObjectURL(blob);
    element("a", "", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const plain = (cell) => (typeof cell === "string" ? cell : cell[0]);

  // RFC 4180, with the places and doubts of each row
  function csv(question, rows, places) {
    const lines = rows.map((row) => [
      ...row.cells.map(plain),
      row.places.map((each) => (typeof each === "number" ? places[each].label : each)).join(" ; "),
      row.doubts.map((number) => question.doubts[number - 1][0]).join(" ; "),
    ]);
    return [[...question.heads, "places", "doubts"], ...lines].map((line) => line.map(quoted).join(",") + "\r\n").join("");
  }

  function escaped(text) { return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]); }

  // the graph as it stands, as circles, boxes and lines
  function svg(cy, { nodes, kinds }) {
    const seen = cy.nodes().not(".hidden");
    const { x1, y1, w, h } = seen.boundingBox();
    const line = (each) => {
      const [a, b] = [each.source().position(), each.target().position()];
      return `<line x1="${a.x.toFixed(1)}" y1="${a.y.toFixed(1)}" x2="${b.x.toFixed(1)}" y2="${b.y.toFixed(1)}"${each.hasClass("inferred") ? ' stroke-dasharray="4 3"' : ""}/>`;
    };
    const spot = (each) => {
      const node = nodes[+each.id().slice(1)];
      const { colour, size, shape } = kinds[node.kind];
      const { x, y } = each.position();
      const drawn = /rectangle|barrel/.test(shape) ? `<rect x="${(x - size / 2).toFixed(1)}" y="${(y - size / 2).toFixed(1)}" width="${size}" height="${size}" fill="${colour}"/>` : `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size / 2}" fill="${colour}"/>`;
      return `${drawn}<text x="${x.toFixed(1)}" y="${(y + size / 2 + 12).toFixed(1)}">${escaped(node.label)}</text>`;
    };
    const links = cy.edges().not(".hidden").map(line).join("");
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${(x1 - 20).toFixed(1)} ${(y1 - 20).toFixed(1)} ${(w + 40).toFixed(1)} ${(h + 40).toFixed(1)}" font-family="sans-serif" font-size="10" text-anchor="middle"><g stroke="#999">${links}</g><g>${seen.map(spot).join("")}</g></svg>\n`;
  }

  function cited({ version, site }, said, address, where) {
    const at = where.length ? ` Stated at: ${where.join("; ")}.` : "";
    return `The her2gc contributors (2026). her2gc: a computable review on HER2-positive gastric cancer. Version ${version}. “${said}”. ${site}${address}${at}`;
  }

  // A button that shows the citation and copies it where the browser allows that.
  function citation(data, said, address, where, tell) {
    const box = element("span");
    box.append(button("Copy citation", async () => {
      const field = element("textarea", cited(data, said, address, where), { readonly: "", rows: "4", class: "citation", "aria-label": "Citation" });
      box.querySelector(".citation")?.remove();
      box.append(field);
      field.select();
      let copied = false;
      try { await navigator.clipboard.writeText(field.value); copied = true; } catch { try { copied = document.execCommand("copy"); } catch { /* the reader copies what is selected */ } }
      tell(copied ? "citation copied" : "citation selected; copy it by Ctrl+C");
    }, "tool"));
    return box;
  }

  return { save, csv, svg, citation };
})();
