"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes, edges, places, kinds, questions } = data;
  const byId = new Map(nodes.map((node, place) => [node.id, place]));
  const $ = (id) => document.getElementById(id);
  const { element, button, section, outward, shownValue } = parts;
  const passive = new Set(data.passive);
  const around = nodes.map(() => []); // [edge, other end]
  edges.forEach((edge, place) => {
    around[edge.s].push([place, edge.t]);
    around[edge.t].push([place, edge.s]);
  });

  const FEW = 150; // so many nodes can be read by their labels
  // What is shown: a set of nodes (null: all), cut down by kind, line and origin.
  const state = { chosen: null, selected: null, line: "", off: new Set(), origins: new Set(["asserted", "inferred", "curated"]), question: null };

  sketch.draw($("sketch"), data, picture.whole(nodes, $("graph")));
  let cy; // made after the sketch has been shown
  function walk(start, hops) {
    const reached = new Set([start]);
    let rim = [start];
    for (let hop = 0; hop < hops; hop++) {
      const next = [];
      for (const one of rim) {
        if (passive.has(nodes[one].kind) && one !== start) continue;
        for (const [edge, other] of around[one]) {
          if (!reached.has(other) && state.origins.has(edges[edge].origin)) { reached.add(other); next.push(other); }
        }
      }
      rim = next;
    }
    return reached;
  }

  function ofLine() {
    if (!state.line) return null;
    const own = new Set();
    nodes.forEach((node, place) => { if (node.lines.includes(state.line) || (node.kind === "line" && node.label === state.line)) own.add(place); });
    const kept = new Set(own);
    for (const one of own) for (const [, other] of around[one]) if (!nodes[other].lines.length && nodes[other].kind !== "line") kept.add(other);
    return kept;
  }

  function shown() {
    const line = ofLine();
    return nodes.map((node, place) => (!state.chosen || state.chosen.has(place)) && (!line || line.has(place)) && (!state.off.has(node.kind) || place === state.selected));
  }

  function refresh(anew) {
    if (!cy) return;
    const on = shown();
    const count = on.filter(Boolean).length;
    const few = count <= FEW;
    let links = 0;
    cy.batch(() => {
      nodes.forEach((_, place) => {
        const node = cy.getElementById("n" + place).toggleClass("hidden", !on[place]).toggleClass("clear", few);
        if (few && on[place]) node.addClass("named");
      });
      edges.forEach((edge, place) => {
        const visible = on[edge.s] && on[edge.t] && state.origins.has(edge.origin);
        links += visible;
        const near = visible && (few || edge.s === state.selected || edge.t === state.selected);
        cy.getElementById("e" + place).toggleClass("hidden", !visible).toggleClass("near", near).toggleClass("dim", visible && !near && state.selected !== null);
      });
      mark(on);
    });
    if (anew) settle(on, count);
    label();
    tell(`${count} nodes and ${links} links shown`);
    if ($("list").open) list(on);
    return on;
  }

  function tell(text) { $("status").textContent = text + (state.selected === null ? "" : `; chosen: ${nodes[state.selected].label}`); }

  function mark(on) {
    cy.elements(".hit, .faint, .selected").removeClass("hit faint selected");
    if (state.selected !== null) cy.getElementById("n" + state.selected).addClass("selected");
    if (!state.question) return;
    const hit = new Set(state.question.nodes);
    nodes.forEach((_, place) => { if (on[place]) cy.getElementById("n" + place).addClass(hit.has(place) ? "hit" : "faint"); });
    edges.forEach((edge, place) => cy.getElementById("e" + place).addClass(hit.has(edge.s) && hit.has(edge.t) ? "hit" : "faint"));
  }

  // Few nodes stand in rings around the chosen one, or else like many in islands; the whole graph as it was first.
  function settle(on, count) {
    const seen = [...nodes.keys()].filter((each) => on[each]);
    let spots;
    if (!state.chosen && !state.line) spots = new Map(seen.map((each) => [each, nodes[each]]));
    else if (state.chosen && state.selected !== null && count <= FEW) spots = arrange.rings(nodes, hopsFrom(state.selected, on));
    else spots = arrange.islands(nodes, seen);
    cy.batch(() => spots.forEach(({ x, y }, each) => cy.getElementById("n" + each).position({ x, y })));
    fit();
  }

  function hopsFrom(start, on) {
    const hops = new Map([[start, 0]]);
    for (const one of hops.keys()) for (const [, other] of around[one]) if (on[other] && !hops.has(other)) hops.set(other, hops.get(one) + 1);
    const far = Math.max(...hops.values()) + 1;
    on.forEach((yes, each) => { if (yes && !hops.has(each)) hops.set(each, far); });
    return hops;
  }

  function rest() {
    widen(false);
    $("details").setAttribute("aria-label", "Details");
    $("details").replaceChildren(element("p", "Choose a node, or find one."));
  }

  // an answer's table needs more room than a node's details
  function widen(yes) {
    $("details").classList.toggle("wide", yes);
    cy.resize();
  }

  function fit() { cy.fit(cy.elements().not(".hidden"), 30); }

  // Names over the graph while labels are too small.
  let named = [];
  function label() {
    named = overlay.entries(cy, data, { asked: Boolean(state.question), few: FEW });
    draw();
  }
  function draw() {
    const zoom = cy.zoom();
    const small = zoom * (cy.nodes().first().hasClass("clear") ? 14 : 10) < 7; // as in the style sheet
    overlay.draw($("names"), small ? named : [], { zoom, pan: cy.pan(), width: cy.width(), height: cy.height() });
    if (small) {
      const tiny = cy.nodes(".named");
      if (tiny.length) cy.batch(() => tiny.removeClass("named"));
      return;
    }
    const { x1, y1, x2, y2 } = cy.extent(); // labels are laid out for nodes in sight only
    const bare = cy.nodes().filter((each) => { const { x, y } = each.position(); return !each.hasClass("named") && x > x1 - 90 && x < x2 + 90 && y > y1 - 90 && y < y2 + 90; });
    if (bare.length) cy.batch(() => bare.addClass("named"));
  }

  function placeEntry(number) {
    const place = places[number];
    const box = element("details", "", { class: "place", "data-place": place.id });
    box.append(element("summary", place.label));
    box.append(element("blockquote", place.quote || "(no text recorded)"));
    if (place.citations.length) box.append(element("p", "Citations printed there: " + place.citations.join(", "), { class: "note" }));
    box.append(element("p", place.id, { class: "note" }));
    const others = [];
    nodes.forEach((node, other) => { if (node.places.includes(number) && other !== state.selected) others.push([button(node.label, () => select(other))]); });
    if (others.length) section(box, "Also stated there", others);
    return [box];
  }

  function details(place, focus) {
    const node = nodes[place];
    if (!state.question) widen(false);
    const box = $("details");
    box.replaceChildren();
    box.append(element("h2", node.label));
    box.setAttribute("aria-label", `Details: ${node.label}`);
    const lines = node.lines.length && node.kind !== "line" ? "; " + node.lines.join(", ") : "";
    box.append(element("p", `${node.type}${lines} (${node.id})`, { class: "note" }));
    if (node.synonyms.length) box.append(element("p", "also: " + node.synonyms.join(", ")));
    if (node.description) box.append(element("p", node.description));
    const tools = element("div", "", { class: "tools" });
    for (const hops of [1, 2, 3]) tools.append(button(`${hops} hop${hops > 1 ? "s" : ""}`, () => { state.chosen = walk(place, hops); refresh(true); }, "tool"));
    tools.append(button("Expand", () => expand(place), "tool"));
    tools.append(button("Collapse", () => collapse(place), "tool"));
    box.append(tools);
    const figures = Object.entries(node.data);
    if (figures.length) {
      box.append(element("h3", "Figures and words"));
      const table = element("dl");
      for (const [name, value] of figures) table.append(element("dt", name), shownValue(String(value)));
      box.append(table);
    }
    section(box, "Stated in", node.places.map(placeEntry));
    const groups = new Map();
    for (const [edge, other] of around[place]) {
      const link = edges[edge];
      const out = link.s === place;
      const name = (out ? "→ " : "← ") + link.label + (link.origin === "asserted" ? "" : ` (${link.origin})`);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push([button(nodes[other].label, () => select(other))]);
    }
    for (const [name, items] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) section(box, name, items);
    if (node.citations.length) box.append(element("h3", "Citations of the review"), element("p", node.citations.join(", ")));
    section(box, "Outside", node.links.map(([match, id, iri, label]) => {
      const safe = /^https?:/.test(iri);
      const link = safe ? outward(id, iri) : element("span", id);
      return [link, element("span", ` ${label} (${match})`, { class: "note" })];
    }));
    if (focus) box.focus({ preventScroll: true });
    box.scrollTop = 0;
  }

  function select(place, focus = true) {
    state.selected = place;
    if (state.chosen && !state.chosen.has(place)) state.chosen = new Set([...state.chosen, place]);
    refresh(false);
    details(place, focus);
    cy.zoom(Math.max(cy.zoom(), 0.8));
    cy.center(cy.getElementById("n" + place));
  }

  // Collapsing takes away what expanding added; of a node never expanded, the neighbours that hang on it alone.
  const grown = new Map();
  function expand(place) {
    const kept = state.chosen || new Set([place]);
    const added = [...new Set(around[place].map(([, other]) => other))].filter((other) => !kept.has(other));
    grown.set(place, [...(grown.get(place) || []), ...added]);
    state.chosen = new Set([...kept, place, ...added]);
    refresh(true);
  }
  function collapse(place) {
    const kept = new Set(state.chosen || nodes.keys());
    const alone = (other) => !around[other].some(([, third]) => third !== place && third !== other && kept.has(third));
    const gone = grown.get(place) || around[place].map(([, other]) => other).filter((other) => kept.has(other) && alone(other));
    for (const other of gone) kept.delete(other);
    grown.delete(place);
    kept.add(place);
    state.chosen = kept;
    refresh(false);
  }

  function list(on) {
    const box = $("shown");
    box.replaceChildren();
    const listed = nodes.map((node, place) => [node, place]).filter(([, place]) => on[place]).sort(([a], [b]) => (a.kind + a.label < b.kind + b.label ? -1 : 1));
    for (const [node, place] of listed.slice(0, 500)) { const entry = element("li"); entry.append(button(node.label, () => select(place)), element("span", ` ${node.kind}`, { class: "note" })); box.append(entry); }
    if (listed.length > 500) box.append(element("li", `and ${listed.length - 500} more: filter or find`));
  }

  // Find: every word must stand in a name; names that begin with the text come first.
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[-_\u2010-\u2015\s]+/g, " ").trim();
  const names = nodes.map((node) => [node.label, ...node.synonyms, node.id].map(fold));
  let found = [];
  let active = -1;
  function search() {
    const text = fold($("search").value);
    const words = text.split(" ");
    found = !text ? [] : names.map((all, place) => {
      const rank = Math.min(...all.map((name) => (name === text ? 0 : name.startsWith(text) ? 1 : words.every((word) => name.includes(word)) ? 2 : 9)));
      return [rank + (passive.has(nodes[place].kind) ? 0.5 : 0), -kinds[nodes[place].kind].size, place];
    }).filter(([rank]) => rank < 9).sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 30).map(([, , place]) => place);
    active = found.length ? 0 : -1;
    const box = $("hits");
    box.replaceChildren();
    found.forEach((place, rank) => {
      const node = nodes[place];
      const entry = element("li", node.label, { role: "option", id: "hit" + rank });
      const also = node.synonyms.length ? `, also ${node.synonyms.join(", ")}` : "";
      entry.append(element("small", ` ${node.type}${also}`));
      entry.addEventListener("mousedown", (event) => { event.preventDefault(); pick(rank); });
      box.append(entry);
    });
    open(Boolean(text));
    if (text && !found.length) box.append(element("li", "nothing bears this name", { role: "option", "aria-disabled": "true", "aria-selected": "false" }));
    if (text) $("status").textContent = found.length ? `${found.length === 30 ? "30 or more" : found.length} found` : "nothing bears this name";
    highlight();
  }
  function open(yes) {
    $("hits").hidden = !yes;
    $("search").setAttribute("aria-expanded", String(yes));
  }
  function highlight() {
    if (found.length) [...$("hits").children].forEach((entry, rank) => entry.setAttribute("aria-selected", String(rank === active)));
    if (active >= 0) { $("search").setAttribute("aria-activedescendant", "hit" + active); $("hits").children[active].scrollIntoView({ block: "nearest" }); }
    else $("search").removeAttribute("aria-activedescendant");
  }
  function pick(rank) {
    open(false);
    if (rank < 0) return;
    state.off.delete(nodes[found[rank]].kind);
    const box = document.querySelector(`#kinds input[value="${nodes[found[rank]].kind}"]`);
    if (box) box.checked = true;
    select(found[rank]);
  }
  $("search").addEventListener("input", search);
  $("search").addEventListener("blur", () => open(false));
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && found.length) active = (active + 1) % found.length;
    else if (event.key === "ArrowUp" && found.length) active = (active + found.length - 1) % found.length;
    else if (event.key === "Enter") pick(active);
    else if (event.key === "Escape") open(false);
    else return;
    event.preventDefault();
    highlight();
  });

  const counts = new Map();
  for (const node of nodes) counts.set(node.kind, (counts.get(node.kind) || 0) + 1);
  for (const [kind, look] of Object.entries(kinds)) {
    if (!counts.has(kind)) continue;
    const label = element("label");
    const box = element("input", "", { type: "checkbox", value: kind });
    box.checked = true;
    box.addEventListener("change", () => { if (box.checked) state.off.delete(kind); else state.off.add(kind); refresh(false); });
    label.append(box, element("span", "", { class: "swatch", style: `background:${look.colour}` }), `${kind} (${counts.get(kind)})`);
    $("kinds").append(label);
  }
  function every(on) {
    state.off = new Set(on ? [] : counts.keys());
    for (const box of document.querySelectorAll("#kinds input")) box.checked = on;
    refresh(false);
  }
  $("every").addEventListener("click", () => every(true));
  $("none").addEventListener("click", () => every(false));
  for (const origin of ["asserted", "inferred", "curated"]) {
    const label = element("label");
    const box = element("input", "", { type: "checkbox", value: origin });
    box.checked = true;
    box.addEventListener("change", () => { if (box.checked) state.origins.add(origin); else state.origins.delete(origin); refresh(false); });
    label.append(box, ` ${origin}`);
    $("origins").append(label);
  }
  for (const node of nodes.filter((each) => each.kind === "line").sort((a, b) => a.order - b.order)) $("line").append(element("option", node.label, { value: node.label }));
  $("line").addEventListener("change", () => { state.line = $("line").value; refresh(true); });

  questions.forEach((question, place) => $("question").append(element("option", question.summary, { value: String(place) })));
  $("question").addEventListener("change", () => {
    state.question = $("question").value === "" ? null : questions[+$("question").value];
    Object.assign(state, { chosen: null, selected: null });
    refresh(true);
    widen(Boolean(state.question));
    if (!state.question) { rest(); return; }
    if (state.question.nodes.length) cy.fit(cy.elements(".hit"), 60);
    const box = $("details");
    box.setAttribute("aria-label", `Answer: ${state.question.summary}`);
    box.replaceChildren(element("h2", state.question.summary), element("p", state.question.description));
    if (state.question.asked) box.append(element("p", "Asked with " + state.question.asked, { class: "note" }));
    box.append(element("p", `${state.question.rows.length} rows; ${state.question.nodes.length} nodes marked in the graph`, { class: "note" }));
    const table = element("table");
    const head = element("tr");
    for (const name of state.question.columns) head.append(element("th", name, { scope: "col" }));
    table.append(head);
    for (const row of state.question.rows) {
      const line = element("tr");
      for (const [text, node] of row) {
        const cell = element("td");
        if (node === null) cell.textContent = text; else cell.append(button(text, () => select(node)));
        line.append(cell);
      }
      table.append(line);
    }
    const scroll = element("div", "", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Answer" });
    scroll.append(table);
    box.append(scroll);
    box.focus({ preventScroll: true });
  });

  $("all").addEventListener("click", () => {
    Object.assign(state, { chosen: null, selected: null, line: "", question: null });
    $("line").value = "";
    $("question").value = "";
    every(true);
    rest();
    refresh(true);
  });
  $("fit").addEventListener("click", fit);
  $("list").addEventListener("toggle", () => { if ($("list").open) list(shown()); });
  $("graph").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[event.key];
    if (step) cy.panBy({ x: step[0], y: step[1] });
    else if (event.key === "+" || event.key === "-") cy.zoom({ level: cy.zoom() * (event.key === "+" ? 1.3 : 1 / 1.3), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });

  tell(`${nodes.length} nodes and ${edges.length} links shown`);
  const page = document.documentElement.dataset;
  requestAnimationFrame(() => setTimeout(() => {
    page.painted = String(Math.round(performance.now()));
    cy = picture.make($("canvas"), data);
    cy.on("tap", "node", (event) => select(+event.target.id().slice(1), false));
    cy.on("viewport resize", draw);
    cy.one("render", () => {
      $("sketch").remove();
      page.ready = String(Math.round(performance.now()));
    });
    label();
    window.her2gc = { cy, state, nodes, edges, questions, byId, select };
  }));
})();
