"use strict";
// The SPARQL page: examples, completion of names, an error at its line, a link that holds the query.
(() => {
  const MOST = 1000;
  const form = document.querySelector("form.sparql");
  const field = form.querySelector("#query"), status = form.querySelector("#status");
  const results = document.querySelector("#results"), link = form.querySelector("#share");
  const { about, run, cell, table, ahead } = her2gcQuery;

  const share = () => { link.href = `#query=${encodeURIComponent(field.value)}`; };
  const take = () => {
    const given = /^#query=(.*)$/s.exec(location.hash);
    if (given) try { editor.set(decodeURIComponent(given[1])); } catch { /* a link that was cut */ }
    share();
  };
  // Completion: what is typed after a prefix (her2gc:tes), or a word of a label.
  const complete = (typed) => {
    const [space, end] = [typed.slice(0, typed.indexOf(":")), typed.slice(typed.indexOf(":") + 1).toLowerCase()];
    if (!end && !space) return [];
    const found = about.terms.filter(([name, label]) => name.startsWith(`${space}:`)
      && (name.slice(space.length + 1).toLowerCase().includes(end) || label.toLowerCase().includes(end)));
    // what is a name already comes first: Enter leaves it as it is
    const first = ([name]) => (name === typed ? -1 : Number(!name.toLowerCase().startsWith(typed.toLowerCase())));
    return found.sort((a, b) => first(a) - first(b)).slice(0, 20).map(([name, label, kind]) => [name, `${label}, ${kind}`, kind]);
  };
  const editor = her2gcEditor(field, { complete, run: () => form.requestSubmit(), changed: share });
  window.addEventListener("hashchange", take); take();
  form.querySelector("#example").addEventListener("change", ({ target }) => { if (target.value) editor.set(target.value); });

  const show = (answer) => {
    const { json, lines } = answer;
    if (lines) {
      const told = document.createElement("pre");
      told.textContent = lines.slice(0, MOST).join("\n");
      results.replaceChildren(told);
      return `${lines.length} triples${lines.length > MOST ? `, the first ${MOST} shown` : ""}`;
    }
    if ("boolean" in json) {
      const told = document.createElement("p");
      told.textContent = json.boolean ? "yes" : "no";
      results.replaceChildren(told);
      return "answered";
    }
    const rows = json.results.bindings;
    results.replaceChildren(table(json.head.vars, rows.slice(0, MOST).map((row) => json.head.vars.map((name) => cell(row[name])))));
    const cut = json.cut ? `, cut after ${json.cut}` : "";
    return `${rows.length} row${rows.length === 1 ? "" : "s"}${cut}${rows.length > MOST ? `, the first ${MOST} shown` : ""}`;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    share(); history.replaceState(null, "", link.href);
    status.className = ""; status.textContent = about.worker ? "Running in your browser …" : "Running …";
    editor.clear();
    try { status.textContent = show(await run(field.value)); } catch (error) {
      results.replaceChildren();
      status.className = "wrong"; status.textContent = error.message;
      const line = error.line ?? Number(/line (\d+)/.exec(error.message)?.[1]);
      if (line) editor.wrong(line, error.message);
    }
  });
  ahead();
})();
