"use strict";
// The SPARQL page: examples, completion of names, an error at its line, a link that holds the query.
(() => {
  const MOST = 1000;
  const form = document.querySelector("form.sparql");
  const field = form.querySelector("#query"), status = form.querySelector("#status"), list = form.querySelector("#names");
  const results = document.querySelector("#results"), link = form.querySelector("#share");
  const { about, run, cell, table } = her2gcQuery;

  const share = () => { link.href = `#query=${encodeURIComponent(field.value)}`; };
  const take = () => {
    const given = /^#query=(.*)$/s.exec(location.hash);
    if (given) try { field.value = decodeURIComponent(given[1]); } catch { /* a link that was cut */ }
    share();
  };
  window.addEventListener("hashchange", take); take();
  form.querySelector("#example").addEventListener("change", ({ target }) => { if (target.value) { field.value = target.value; share(); } });

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
    field.removeAttribute("aria-invalid");
    try { status.textContent = show(await run(field.value)); } catch (error) {
      results.replaceChildren();
      status.className = "wrong"; status.textContent = error.message; field.setAttribute("aria-invalid", "true");
      const line = error.line ?? Number(/line (\d+)/.exec(error.message)?.[1]);
      if (line) {
        const before = field.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
        const end = field.value.indexOf("\n", before);
        field.focus(); field.setSelectionRange(before, end < 0 ? field.value.length : end);
      }
    }
  });

  // Completion: what is typed after a prefix (her2gc:tes) or a word of a label.
  let place = 0;
  const typed = () => /[\w-]*:[\w.-]*$/.exec(field.value.slice(0, field.selectionStart))?.[0] ?? "";
  const close = () => { list.hidden = true; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const mark = () => {
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    field.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  };
  const put = (name) => {
    const start = field.selectionStart - typed().length;
    field.setRangeText(name, start, field.selectionStart, "end"); close(); share();
  };
  const offer = () => {
    share();
    const start = typed(), end = start.slice(start.indexOf(":") + 1).toLowerCase(), space = start.slice(0, start.indexOf(":"));
    const found = start.includes(":") && (end || space) ? about.terms.filter(([name, label]) => name.startsWith(`${space}:`)
      && (name.slice(space.length + 1).toLowerCase().includes(end) || label.toLowerCase().includes(end)) && name !== start) : [];
    found.sort(([a], [b]) => Number(!a.toLowerCase().startsWith(start.toLowerCase())) - Number(!b.toLowerCase().startsWith(start.toLowerCase())));
    if (!found.length) { close(); return; }
    list.replaceChildren(...found.slice(0, 10).map(([name, label, kind], number) => {
      const item = document.createElement("li"), more = document.createElement("small");
      item.id = `name-${number}`; item.setAttribute("role", "option");
      item.textContent = name; more.textContent = ` ${label}, ${kind}`; item.append(more);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); put(name); });
      return item;
    }));
    place = 0; list.hidden = false; field.setAttribute("aria-expanded", "true"); mark();
  };
  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); close(); form.requestSubmit(); return; }
    if (list.hidden) return;
    const many = list.children.length;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); place = (place + (event.key === "ArrowDown" ? 1 : many - 1)) % many; mark(); }
    else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); put(list.children[place].firstChild.textContent); }
  });
})();
