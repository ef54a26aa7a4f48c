"use strict";
// Queries from pages: in a worker on a site, at the endpoint on a server. A page says which by data attributes.
const her2gcQuery = (() => {
  const MOST_SECONDS = 60;
  const about = JSON.parse(document.getElementById("engine").textContent);
  let worker, number = 0;
  const waiting = new Map();

  const stop = (why) => {
    worker?.terminate(); worker = undefined;
    for (const [, refuse] of waiting.values()) refuse(new Error(why));
    waiting.clear();
  };
  const inBrowser = (query, form) => new Promise((resolve, reject) => {
    if (location.protocol === "file:") {
      reject(new Error("A page opened from a disk cannot run queries. Serve the folder: python -m http.server"));
      return;
    }
    started();
    number += 1;
    waiting.set(number, [resolve, reject]);
    worker.postMessage({ number, query, form });
  });
  const started = () => {
    if (worker) return;
    worker = new Worker(about.worker, { type: "module" });
    worker.onerror = () => stop("This browser could not start the query engine");
    worker.onmessage = ({ data }) => {
      const [done, refuse] = waiting.get(data.number) ?? [];
      waiting.delete(data.number);
      if (data.error) refuse?.(new Error(data.error)); else done?.(data.answer);
    };
  };
  // On a page that is there for queries the engine loads while its reader still thinks about one.
  const ahead = () => {
    if (!about.worker || location.protocol === "file:" || navigator.connection?.saveData) return;
    const idle = self.requestIdleCallback ?? ((work) => setTimeout(work, 200));
    idle(() => { if (!worker) { started(); worker.postMessage({}); } });
  };
  const atEndpoint = async (query, form) => {
    const accept = form === "rows" ? "application/sparql-results+json" : "application/n-triples";
    const told = await fetch(about.endpoint, { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: accept }, body: query });
    const text = await told.text();
    if (!told.ok) throw new Error(text.trim());
    return form === "rows" ? { json: JSON.parse(text) } : { lines: text.split("\n").filter(Boolean) };
  };

  // One line of prefixes before the query, so that the lines of an error stay the reader's own.
  const prefixed = (query) => Object.entries(about.prefixes)
    .filter(([name]) => !new RegExp(`PREFIX\\s+${name}:`, "i").test(query))
    .map(([name, iri]) => `PREFIX ${name}: <${iri}> `).join("");
  const form = (query) => {
    const plain = query.replace(/<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'|#[^\n]*/g, " ");
    return /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(plain)?.[1].toUpperCase() ?? "SELECT";
  };
  const run = async (query) => {
    const kind = ["CONSTRUCT", "DESCRIBE"].includes(form(query)) ? "triples" : "rows";
    if (!about.worker) return atEndpoint(query, kind);
    const head = prefixed(query);
    const late = setTimeout(() => stop(`The query was stopped after ${MOST_SECONDS} seconds`), MOST_SECONDS * 1000);
    try {
      return await inBrowser(head + query, kind);
    } catch (error) {
      const where = / at (\d+):(\d+)/.exec(error.message);
      if (!where) throw error;
      const line = Number(where[1]), column = Number(where[2]) - (line === 1 ? head.length : 0);
      const wrong = new Error(error.message.replace(where[0], ` at line ${line}, column ${column}`));
      wrong.line = line; wrong.column = column;
      throw wrong;
    } finally { clearTimeout(late); }
  };

  const short = (iri) => {
    for (const [name, base] of Object.entries(about.prefixes)) {
      if (iri.startsWith(base) && /^[\w.-]*$/.test(iri.slice(base.length))) return `${name}:${iri.slice(base.length)}`;
    }
    return iri;
  };
  // Where a person reads of a node; a site's names that differ only in case have files of other names.
  const address = (iri) => {
    for (const [space, folder] of Object.entries(about.pages)) {
      if (iri.startsWith(space)) {
        const name = iri.slice(space.length);
        return about.up + folder.replace("{name}", encodeURIComponent(about.renamed[name] ?? name));
      }
    }
    return /^https?:/.test(iri) ? iri : "";
  };
  const cell = (term, label) => {
    const found = document.createElement("td");
    if (!term) return found;
    const text = label?.value ?? (term.type === "uri" ? short(term.value) : term.type === "bnode" ? `_:${term.value}` : term.value);
    const to = term.type === "uri" ? address(term.value) : "";
    if (to) {
      const link = document.createElement("a");
      link.href = to; link.textContent = text; found.append(link);
    } else found.textContent = text;
    return found;
  };
  const table = (heads, rows) => {
    const found = document.createElement("table"), head = found.createTHead().insertRow(), body = found.createTBody();
    for (const each of heads) {
      const one = document.createElement("th");
      one.scope = "col"; one.textContent = each; head.append(one);
    }
    for (const row of rows) { const line = body.insertRow(); line.append(...row); }
    return found;
  };
  return { about, run, ahead, stop, cell, table, short };
})();
