"use strict";
// A stored question with values on a site: the values are bound and the query runs here; a row keeps its places and doubts.
(() => {
  const { about, run, cell, table } = her2gcQuery;
  const asked = about.question;
  const given = [...new URLSearchParams(location.search)].filter(([name, value]) => value && name in asked.parameters);
  if (!about.worker || !given.length) return;
  const area = document.querySelector("#answer");
  const fold = (text) => text.toLowerCase().replace(/[-_\u2010\s]+/g, " ").trim();
  const end = (iri) => iri.split(/[/#]/).pop();
  const tell = (text) => {
    const told = document.createElement("p");
    told.className = "none"; told.textContent = text; area.replaceChildren(told);
  };

  const term = async (name, value) => {
    const { type, values: listed } = asked.parameters[name];
    if (!listed) return `${JSON.stringify(value)}^^<${type}>`;
    const values = await (await fetch(listed)).json();
    const same = values.filter((each) => each.some((one, place) => value === one || (place !== 1 ? value === end(one) : fold(one) === fold(value))));
    const near = same.length ? same : values.filter(([iri, label]) => fold(label).startsWith(`${fold(value)} `) || fold(end(iri)) === fold(value));
    if (near.length !== 1) throw new Error(`There is no such value of ${name}; choose one from the list`);
    const field = document.getElementById(`value-${name}`);
    field.value = end(near[0][0]);
    return `<${near[0][0]}>`;
  };
  const bound = async () => {
    let query = asked.query, head = asked.opening;
    const terms = new Map(Object.entries(asked.parameters).filter(([, each]) => each.bound).map(([name, each]) => [name, each.bound]));
    for (const [name, value] of given) terms.set(name, await term(name, value));
    for (const [name, one] of terms) {
      const line = `  VALUES ?${name} { ${one} }\n`;
      query = query.replaceAll(`# given ?${name}\n`, () => line.trimStart()); head += line;
    }
    return query.replace(asked.opening, () => head);
  };
  // The same number as the page's maker gives a row: FNV-1a, 64 bits, over its terms.
  const bytes = new TextEncoder();
  const key = (vars, row) => {
    let found = 0xcbf29ce484222325n;
    const text = vars.map((name) => row[name] ? [row[name].type, row[name].value, row[name]["xml:lang"] ?? row[name].datatype ?? ""].join("\t") : "").join("\n");
    for (const byte of bytes.encode(text)) found = BigInt.asUintN(64, (found ^ BigInt(byte)) * 0x100000001b3n);
    return found.toString(16).padStart(16, "0");
  };

  const line = given.map(([name, value]) => ` --${name} '${value}'`).join("");
  const show = ({ json }) => {
    const { vars } = json.head, rows = json.results.bindings;
    if (!rows.length) { tell(`No rows for these values. Why, is told by: her2gc query ${asked.name}${line}`); return; }
    const body = area.querySelector("#rows tbody");
    const known = new Map([...area.querySelectorAll("#rows tbody tr")].map((row) => [row.dataset.key, row]));
    const found = rows.map((row) => known.get(key(vars, row)));
    area.dataset.known = String(found.filter(Boolean).length); area.dataset.rows = String(rows.length);
    if (body && found.every(Boolean)) {
      body.replaceChildren(...found);
      const kept = new Set([...body.querySelectorAll(".marks a")].map((each) => each.hash));
      for (const doubt of area.querySelectorAll(".doubts li")) doubt.hidden = !kept.has(`#${doubt.id}`);
      const doubts = area.querySelector(".doubts");
      if (doubts) { doubts.hidden = !kept.size; doubts.querySelector("summary").textContent = `${kept.size} doubt${kept.size === 1 ? "" : "s"} on these rows`; }
      area.querySelector(".total").textContent = `${rows.length} row${rows.length === 1 ? "" : "s"} of ${known.size}`;
    } else {
      const heads = vars.filter((name) => !(name.endsWith("Label") && vars.includes(name.slice(0, -5))) && !["figures", "statements"].includes(name));
      const words = (name) => name.replace(/Label$/, "").replace(/([A-Z])/g, " $1").toLowerCase();
      const told = document.createElement("p"), frame = document.createElement("div");
      frame.className = "scroll"; frame.tabIndex = 0; frame.setAttribute("role", "region"); frame.setAttribute("aria-label", "Answer");
      frame.append(table(heads.map(words), rows.map((row) => heads.map((name) => cell(row[name], row[`${name}Label`])))));
      told.className = "warning";
      told.textContent = `Places and doubts of these rows are not worked out in a browser; there may be doubts. They stand in the answer of: her2gc query ${asked.name}${line}`;
      area.replaceChildren(told, frame);
    }
    for (const each of document.querySelectorAll(".facets, .files, .copy")) each.hidden = true;
    const note = document.createElement("p");
    note.textContent = "Files and citation: see the whole answer, without values.";
    document.querySelector("#take")?.after(note);
  };
  // Until the answer is there, no row of the whole answer may be taken for one that fits the values.
  const whole = [...area.children], busy = document.createElement("p");
  for (const each of whole) each.hidden = true;
  busy.className = "none"; busy.textContent = "The query runs in your browser …"; area.prepend(busy);
  area.setAttribute("aria-busy", "true");
  (async () => {
    try {
      const answer = await run(await bound());
      busy.remove(); for (const each of whole) each.hidden = false;
      show(answer);
    } catch (error) { tell(error.message); }
    area.setAttribute("aria-busy", "false");
    document.dispatchEvent(new Event("her2gc:answered"));
  })();
})();
