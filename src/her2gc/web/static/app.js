"use strict";
// A page within another one shows its answer alone; a server leaves the rest out itself.
if (new URLSearchParams(location.search).has("bare")) document.body.classList.add("bare");
// Search while one types: questions and entities from one index, loaded when the field is first used.
(() => {
  const form = document.querySelector("form.search"), own = document.currentScript.src.replace(/[^/]*$/, ""); // where this file lies
  if (!form) return;
  const field = form.querySelector("input"), list = document.createElement("ul");
  Object.entries({ autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list" })
    .forEach(([name, value]) => field.setAttribute(name, value));
  Object.entries({ id: "found", role: "listbox", "aria-label": "What was found" }).forEach(([name, value]) => list.setAttribute(name, value));
  list.hidden = true; form.append(list);
  let index, place = -1;
  const fold = (text) => text.toLowerCase().replace(/[-_\u2010]/g, " ").replace(/\s+/g, " ").trim();
  const load = async () => {
    if (index) return index;
    const told = await (await fetch(`${own}search.json`)).json();
    const up = own.replace(/static\/$/, "");
    index = told.map(([label, kind, path, words]) => ({ label, kind, path: up + path, text: fold(`${label} ${words}`) }));
    return index;
  };
  const show = (found) => {
    list.replaceChildren(...found.map((each, number) => {
      const item = document.createElement("li"), link = document.createElement("a"), kind = document.createElement("small");
      item.id = `found-${number}`; item.setAttribute("role", "option"); item.setAttribute("aria-selected", "false");
      link.href = each.path; link.tabIndex = -1; link.textContent = each.label; kind.textContent = ` ${each.kind}`;
      item.append(link, kind);
      return item;
    }));
    place = -1; field.removeAttribute("aria-activedescendant");
    list.hidden = !found.length; field.setAttribute("aria-expanded", String(!list.hidden));
  };
  field.addEventListener("input", async () => {
    const words = fold(field.value).split(" ").filter(Boolean);
    if (!words.length) { show([]); return; }
    const whole = words.join(" "), typed = field.value;
    const found = (await load()).filter((each) => words.every((word) => each.text.includes(word)));
    const rank = (each) => (each.text.startsWith(whole) ? 0 : each.text.includes(` ${whole}`) ? 1 : 2) * 1000 + each.label.length;
    const near = found.sort((a, b) => rank(a) - rank(b)).slice(0, 12);
    show(near);
    // A server reads words and shorthand, too; what it finds comes first, unless one has typed on.
    if (!form.dataset.suggest || typed.trim().length < 3) return;
    await new Promise((done) => { setTimeout(done, 150); });
    if (field.value !== typed) return;
    const told = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => undefined);
    if (!told?.ok || field.value !== typed) return;
    const likely = (await told.json()).map(([label, kind, path]) => ({ label, kind, path }));
    const known = new Set(likely.map((each) => each.path));
    if (field.value === typed && place < 0 && document.activeElement === field) show([...likely, ...near.filter((each) => !known.has(each.path))].slice(0, 12));
  });
  field.addEventListener("keydown", (event) => {
    const items = [...list.children];
    if (event.key === "Escape") { show([]); return; }
    if (event.key === "Enter" && items.length) { event.preventDefault(); items[Math.max(place, 0)].firstChild.click(); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" || !items.length) return;
    event.preventDefault();
    place = (place + (event.key === "ArrowDown" ? 1 : items.length - 1) + (place < 0 && event.key === "ArrowUp" ? 1 : 0)) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    field.setAttribute("aria-activedescendant", items[place].id);
    items[place].scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) show([]); });
})();
// Facets: show only the rows whose cells are those chosen.
(() => {
  const chosen = [...document.querySelectorAll(".facets select")];
  const rows = [...document.querySelectorAll("#rows tbody tr")];
  const text = (row, column) => row.cells[column].firstChild ? row.cells[column].querySelector("a:not(.marks a)")?.textContent ?? row.cells[column].firstChild.textContent.trim() : "";
  for (const each of chosen) each.addEventListener("change", () => {
    for (const row of rows) row.hidden = chosen.some((one) => one.value && text(row, Number(one.dataset.column)) !== one.value);
  });
})();
// On a narrow screen a row is read from top to bottom: each cell gets the head of its column, and stays a cell to those who listen.
(() => {
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };
  const stack = () => {
    for (const table of document.querySelectorAll(".scroll table:not(.stacked)")) {
      const heads = [...table.querySelectorAll("thead th")].map((each) => each.textContent);
      for (const row of table.querySelectorAll("tbody tr")) [...row.cells].forEach((each, place) => { each.dataset.head = heads[place]; });
      for (const [name, role] of Object.entries(roles)) for (const each of table.querySelectorAll(name)) each.setAttribute("role", role);
      table.setAttribute("role", roles.table); table.classList.add("stacked");
    }
  };
  const narrow = matchMedia("(max-width: 40rem)");
  if (narrow.matches) stack();
  narrow.addEventListener("change", () => { if (narrow.matches) stack(); });
  document.addEventListener("her2gc:answered", () => { if (narrow.matches) stack(); });
})();
// Empty values do not belong in an address.
for (const form of document.querySelectorAll("form.values")) form.addEventListener("submit", () => {
  for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
});
for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", async () => {
  await navigator.clipboard.writeText(button.previousElementSibling.textContent);
  button.textContent = "Copied";
});
