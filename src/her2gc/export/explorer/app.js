"use strict";
(() => {
  const data = unpack.read(document.getElementById("data").textContent);
  const { nodes, edges, around, places, questions, byId } = data;
  const $ = (id) => document.getElementById(id);
  const { element, button } = parts;
  const page = document.documentElement.dataset;
  const small = matchMedia("(max-width: 900px), (max-height: 420px)"); // as in the style sheet

  const FEW = 150; // so many nodes can be read by their labels
  // What is shown: a set of nodes (null: all) drawn around a centre, cut down by kind, line and origin; `all` tells
  // whether one asked for the whole graph to start from, instead of the trials or what an answer is about.
  const overview = start.overview(data);
  const state = { all: false, chosen: overview, centre: null, hops: 1, steps: [], selected: null, link: null, place: null, line: "", off: new Set(), origins: new Set(data.origins), question: null };
  const grown = new Map(); // what Expand brought
  const folded = new Map(); // what Collapse took away
  let cell = 0; // of the answer, that was followed into the graph

  Object.assign(state, whole());
  const open = (edge) => state.origins.has(edges[edge].origin);
  again();
  if (!state.chosen) sketch.draw($("sketch"), data, picture.whole(nodes, $("graph")));
  let cy; // made after the sketch has been shown

  // What the address tells, made whole.
  function whole() {
    const { around, ...told } = address.read(location.hash, data);
    const near = around === null ? null : new Set(hang.hops(data, around, { most: told.hops, open: (edge) => told.origins.has(edges[edge].origin) }).keys());
    const chosen = near ?? base(told);
    const shows = told.selected !== null ? [told.selected] : told.link !== null ? [edges[told.link].s, edges[told.link].t] : [];
    return { ...told, centre: around, chosen: chosen && new Set([...chosen, ...shows]) };
  }

  // what one comes back to: all, or what the answer is about, or the trials
  function base({ all, question }) {
    if (all) return null;
    return question && question.nodes.length ? new Set(question.nodes) : overview && new Set(overview);
  }

  // What Expand and Collapse did, done again as the address tells it; `steps` are all of them, in order.
  function again() {
    const { steps } = state;
    forget();
    for (const [away, place] of steps) { if (away) wane(place); else grow(place); }
  }
  function forget() {
    grown.clear();
    folded.clear();
    state.steps = [];
  }

  // Each step is kept by the browser, so that back leads to it.
  function keep() {
    const told = address.write(state, data);
    if (told !== location.hash.replace(/^#/, "")) history.pushState(null, "", told ? `#${told}` : location.pathname + location.search);
  }

  function ofLine() {
    if (!state.line) return null;
    const own = new Set();
    nodes.forEach((node, place) => { if (node.lines.includes(state.line) || (node.kind === "line" && node.label === state.line)) own.add(place); });
    const kept = new Set(own);
    for (const one of own) for (const [, other] of around[one]) if (!nodes[other].lines.length && nodes[other].kind !== "line") kept.add(other);
    return kept;
  }

  // nodes that a reader has asked for by name are shown whatever types are
  function named() {
    if (state.link !== null) return [edges[state.link].s, edges[state.link].t];
    return state.selected === null ? [] : [state.selected];
  }

  function shown() {
    const line = ofLine();
    const asked = new Set(named());
    return nodes.map((node, place) => (!state.chosen || state.chosen.has(place)) && (!line || line.has(place)) && (!state.off.has(node.kind) || asked.has(place)));
  }

  function refresh(anew, note = "") {
    if (!cy) return shown();
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
        const visible = on[edge.s] && on[edge.t] && open(place);
        links += visible;
        const near = visible && (few || place === state.link || edge.s === state.selected || edge.t === state.selected);
        cy.getElementById("e" + place).toggleClass("hidden", !visible).toggleClass("near", near).toggleClass("dim", visible && !near && named().length > 0);
      });
      mark(on);
    });
    if (anew) settle(on, count);
    linktext.write(cy, data, few);
    label();
    notice(on);
    tell([note, `${some(count, "node")} and ${some(links, "link")} shown`, chosen(on)].filter(Boolean).join("; "));
    if ($("list").open) listing.fill($("shown"), nodes, on, { select, tell });
    return on;
  }

  const some = (count, word) => `${count || "no"} ${word}${count === 1 ? "" : "s"}`;
  const tell = (text) => { $("status").textContent = text; };

  function chosen(on) {
    if (state.link !== null) return `chosen: ${details.named(edges[state.link], nodes)}${hidden(on)}`;
    if (state.selected !== null) return `chosen: ${nodes[state.selected].label}${hidden(on)}`;
    if (state.place !== null) return `chosen: ${places[state.place].label}`;
    return state.question ? marked(on) : "";
  }

  // why what is chosen is not to be seen
  function hidden(on) {
    const reasons = named().every((each) => on[each]) ? [] : [`the line of therapy “${state.line}”`];
    if (state.link !== null && !open(state.link)) reasons.push(`unticked ${edges[state.link].origin} links`);
    return reasons.length ? `, hidden by ${reasons.join(" and ")}` : "";
  }

  function marked(on) {
    const all = state.question.nodes;
    const seen = all.filter((each) => on[each]).length;
    return `${some(all.length, "node")} marked in the graph${seen < all.length ? `, ${seen} of them shown: filters hide ${all.length - seen}` : ""}`;
  }

  // Says in the details what filters hide, with a way to lift them.
  function notice(on) {
    const box = $("details").querySelector(".notice");
    if (!box) return;
    box.replaceChildren();
    const asked = state.question && !box.dataset.chosen;
    const text = asked ? marked(on) : hidden(on).replace(", hidden", "Hidden");
    if (asked) {
      const { question } = state;
      const rows = question.rows.filter((row) => answer.ofLine(row, state.line, data)).length;
      const cut = rows < question.rows.length ? `${rows} of ${some(question.rows.length, "row")}` : some(rows, "row");
      box.append(element("p", `${cut}; ${text}`, { class: "note" }));
    }
    else if (text) box.append(element("p", text + "."));
    if (asked ? text.includes("hide") : text) box.append(button("Lift the filters", lift, "tool"));
  }

  function lift() {
    Object.assign(state, { line: "", off: new Set(), origins: new Set(data.origins) });
    filters.match(state);
    keep();
    const on = refresh(true, "filters lifted");
    if (!named().length && state.place === null) describe(on, false);
    if (named().length) centre(on);
    else if (state.question) fitHits();
    $("details").focus({ preventScroll: true });
  }

  function mark(on) {
    cy.elements(".hit, .faint, .selected").removeClass("hit faint selected");
    if (state.selected !== null) cy.getElementById("n" + state.selected).addClass("selected");
    if (state.link !== null) cy.getElementById("e" + state.link).addClass("selected");
    if (!state.question) return;
    const hit = new Set(state.question.nodes);
    const other = state.chosen ? "" : "faint"; // a neighbourhood was asked for: all of it is to be seen
    nodes.forEach((_, place) => { if (on[place]) cy.getElementById("n" + place).addClass(hit.has(place) ? "hit" : other); });
    edges.forEach((edge, place) => cy.getElementById("e" + place).addClass(hit.has(edge.s) && hit.has(edge.t) ? "hit" : other));
  }

  // Few nodes stand in rings around the chosen one, or else like many in islands; the whole graph as it was first.
  function settle(on, count) {
    const seen = [...nodes.keys()].filter((each) => on[each]);
    let spots;
    if (same(state.chosen, overview) && !state.line) spots = arrange.columns(nodes, edges, seen);
    else if (!state.chosen && !state.line) spots = new Map(seen.map((each) => [each, nodes[each]]));
    else if (state.chosen && state.selected !== null && on[state.selected] && count <= FEW) spots = arrange.rings(nodes, hopsFrom(state.selected, on), linktext.length(around[state.selected].filter(([edge, other]) => on[other] && open(edge)).map(([edge]) => edges[edge].label)));
    else spots = arrange.islands(nodes, seen);
    cy.batch(() => spots.forEach(({ x, y }, each) => cy.getElementById("n" + each).position({ x, y })));
    fit();
  }

  const same = (one, other) => Boolean(one && other) && one.size === other.size && [...one].every((each) => other.has(each));

  function hopsFrom(start, on) {
    const hops = new Map([[start, 0]]);
    for (const one of hops.keys()) for (const [, other] of around[one]) if (on[other] && !hops.has(other)) hops.set(other, hops.get(one) + 1);
    const far = Math.max(...hops.values()) + 1;
    on.forEach((yes, each) => { if (yes && !hops.has(each)) hops.set(each, far); });
    return hops;
  }

  // an answer's table needs more room than a node's details
  function widen(yes) {
    $("details").classList.toggle("wide", yes);
    cy.resize();
  }

  function fit() { cy.fit(cy.elements().not(".hidden"), 30); }
  function fitHits() { const hits = cy.nodes(".hit").not(".hidden"); if (hits.length) cy.fit(hits, 60); }
  function centre(on) {
    if (!named().every((each) => on[each])) return;
    if (state.link !== null) { cy.fit(cy.getElementById("e" + state.link).connectedNodes(), 120); return; }
    cy.zoom(Math.max(cy.zoom(), 0.8));
    cy.center(cy.getElementById("n" + state.selected));
  }

  // Names over the graph while labels are too small.
  let names = [];
  function label() {
    names = overlay.entries(cy, data, { asked: Boolean(state.question), few: FEW });
    draw();
  }
  function draw() {
    const zoom = cy.zoom();
    const tooSmall = zoom * (cy.nodes().first().hasClass("clear") ? 14 : 10) < 7; // as in the style sheet
    overlay.draw($("names"), tooSmall ? names : [], { zoom, pan: cy.pan(), width: cy.width(), height: cy.height() });
    if (tooSmall) {
      const tiny = cy.nodes(".named");
      if (tiny.length) cy.batch(() => tiny.removeClass("named"));
      return;
    }
    const { x1, y1, x2, y2 } = cy.extent(); // labels are laid out for nodes in sight only
    const bare = cy.nodes().filter((each) => { const { x, y } = each.position(); return !each.hasClass("named") && x > x1 - 90 && x < x2 + 90 && y > y1 - 90 && y < y2 + 90; });
    if (bare.length) cy.batch(() => bare.addClass("named"));
  }

  // What a reader can do from the details; in one column the graph comes into sight when it changes.
  const look = () => { if (small.matches) $("graph").scrollIntoView(); };
  const act = {
    select,
    tell,
    link: (place) => choose({ link: place }),
    place: (place) => choose({ place }),
    near: (place, hops) => {
      look();
      forget();
      Object.assign(state, { chosen: new Set(hang.hops(data, place, { most: hops, open }).keys()), centre: place, hops });
      keep();
      refresh(true);
    },
    expand,
    collapse,
  };

  // Fills the details with what is chosen, or else the answer to the question.
  function describe(on, focus) {
    const box = $("details");
    const any = state.selected ?? state.link ?? state.place;
    widen(Boolean(state.question) || (any === null && !state.all));
    box.replaceChildren();
    if (state.question && any !== null) box.append(button("Back to the answer", back, "tool back"));
    const told = element("div", "", { class: "notice" });
    if (any !== null) told.dataset.chosen = "yes";
    box.append(told);
    if (state.selected !== null) details.node(box, data, state.selected, act);
    else if (state.link !== null) details.link(box, data, state.link, act);
    else if (state.place !== null) details.place(box, data, state.place, act);
    else if (state.question) reply(box);
    else start.fill(box, data, { ask, act, line: state.line });
    const title = box.querySelector("h2")?.textContent;
    box.setAttribute("aria-label", !title ? "Details" : !state.question && any === null ? title : `${any === null ? "Answer" : "Details"}: ${title}`);
    notice(on);
    box.scrollTop = 0;
    if (focus) box.focus({ preventScroll: true });
    if (focus && small.matches) box.scrollIntoView();
  }

  function reply(box) {
    const { question } = state;
    const rows = question.rows.filter((row) => answer.ofLine(row, state.line, data));
    box.prepend(element("h2", question.summary), element("p", question.description), ...(question.asked ? [element("p", "Asked with " + question.asked, { class: "note" })] : []));
    const told = element("p", [question.total, ...question.notes].join("; "), { class: "note" });
    if (!question.rows.length) { box.append(told); return; }
    const table = answer.table(question, rows, data, act);
    table.addEventListener("click", (event) => { const at = [...table.querySelectorAll("button")].indexOf(event.target); if (at >= 0) cell = at; }, true);
    const tools = element("div", "", { class: "tools" });
    tools.append(
      button("Save table (CSV)", () => take.save(`${question.name}.csv`, new Blob([take.csv(question, rows, places)], { type: "text/csv;charset=utf-8" })), "tool"),
      take.citation(data, question.summary, `query/${question.name}`, [], tell),
      button("Start", restart, "tool"),
    );
    box.append(told, tools, table, ...answer.doubts(question, rows, act));
  }

  // a question by name: its answer, and what it is about in the picture
  function ask(question) {
    cell = 0;
    forget();
    Object.assign(state, { question, centre: null, selected: null, link: null, place: null });
    state.chosen = base(state);
    $("question").value = question ? String(questions.indexOf(question)) : "";
    keep();
    describe(refresh(true), Boolean(question));
    fitHits();
  }

  function restart() {
    state.all = false;
    ask(null);
    $("details").focus({ preventScroll: true });
  }

  function back() {
    const { chosen } = state;
    forget();
    Object.assign(state, { centre: null, selected: null, link: null, place: null });
    state.chosen = base(state);
    const anew = Boolean(chosen || state.chosen) && !same(chosen, state.chosen);
    keep();
    const on = refresh(anew, "back at the answer");
    describe(on, true);
    fitHits();
    $("details").querySelectorAll("table button")[cell]?.focus();
  }

  function choose(what, focus = true) {
    Object.assign(state, { selected: null, link: null, place: null }, what);
    if (state.chosen) state.chosen = new Set([...state.chosen, ...named()]);
    keep();
    const on = refresh(false);
    describe(on, focus);
    if (state.selected !== null || (state.link !== null && focus)) centre(on); // a link that was clicked is in sight
  }
  function select(place, focus = true) { choose({ selected: place }, focus); }

  // Brings the neighbours of a node; returns those there are and those that are new.
  function grow(place) {
    const near = new Set([...hang.neighbours(data, place, open), ...(folded.get(place) || [])]);
    const added = [...near].filter((other) => state.chosen && !state.chosen.has(other));
    folded.delete(place);
    if (added.length) {
      grown.set(place, [...(grown.get(place) || []), ...added]);
      state.chosen = new Set([...state.chosen, place, ...added]);
      if (state.chosen.size === nodes.length) state.chosen = null;
      state.steps.push([false, place]);
    }
    return { near, added };
  }
  // Takes away what hangs on a node; returns it, and what was shown before.
  function wane(place) {
    const on = shown();
    const gone = hang.on(data, place, { shown: on, open, centre: state.centre, grown });
    if (gone.size) {
      folded.set(place, [...(folded.get(place) || []), ...gone]);
      for (const one of [place, ...gone]) grown.delete(one);
      state.chosen = new Set([...(state.chosen || nodes.keys())].filter((one) => !gone.has(one)));
      state.steps.push([true, place]);
    }
    return { on, gone };
  }
  function expand(place) {
    const { near, added } = grow(place);
    const on = shown();
    const kept = added.filter((other) => on[other]).length;
    const unseen = [...near].filter((other) => !on[other]).length;
    look();
    keep();
    refresh(added.length > 0, (added.length ? `${some(kept, "node")} added` : "no neighbour to add") + (unseen ? `, ${unseen} hidden by filters` : ""));
  }
  function collapse(place) {
    const { on, gone } = wane(place);
    const stay = [...hang.neighbours(data, place, open)].filter((other) => on[other] && !gone.has(other)).length;
    look();
    keep();
    refresh(false, `${some(gone.size, "node")} taken away${stay ? `, ${some(stay, "neighbour")} left: other nodes lead there too` : ""}`);
  }

  filters.start(data, state, (anew) => {
    keep();
    const on = refresh(anew);
    if (anew && !named().length && state.place === null) describe(on, false); // the table follows the line
  });
  searchbox.start($("search"), $("hits"), {
    data,
    look: find.index(data),
    tell,
    pick: ({ node, place }) => {
      if (node === undefined) { choose({ place }); return; }
      state.off.delete(nodes[node].kind);
      filters.match(state);
      select(node);
    },
  });

  questions.forEach((question, place) => $("question").append(element("option", question.summary, { value: String(place) })));
  $("question").addEventListener("change", () => ask(questions[$("question").value] ?? null));

  $("all").addEventListener("click", () => {
    forget();
    listing.restart();
    Object.assign(state, { all: true, chosen: null, centre: null, selected: null, link: null, place: null, question: null, line: "", off: new Set(), origins: new Set(data.origins) });
    $("question").value = "";
    filters.match(state);
    keep();
    describe(shown(), false);
    refresh(true);
  });
  $("start").addEventListener("click", () => {
    forget();
    Object.assign(state, { line: "", off: new Set(), origins: new Set(data.origins) });
    filters.match(state);
    restart();
  });
  $("png").addEventListener("click", () => take.save("her2gc.png", cy.png({ output: "blob", full: true, scale: 2, maxWidth: 4000, maxHeight: 4000, bg: getComputedStyle(document.body).backgroundColor })));
  $("svg").addEventListener("click", () => take.save("her2gc.svg", new Blob([take.svg(cy, data)], { type: "image/svg+xml" })));
  window.addEventListener("popstate", () => {
    Object.assign(state, whole());
    again();
    view();
  });

  // the whole page as the state has it
  function view() {
    $("question").value = state.question ? String(questions.indexOf(state.question)) : "";
    filters.match(state);
    describe(shown(), false); // first, for it takes room from the picture
    const on = refresh(true);
    if (named().length && state.centre === null) centre(on);
    else if (state.question && state.centre === null) fitHits();
  }
  $("fit").addEventListener("click", fit);
  $("list").addEventListener("toggle", () => { listing.restart(); if ($("list").open) listing.fill($("shown"), nodes, shown(), { select, tell }); });
  for (const id of ["details", "graph"]) {
    $(id).addEventListener("keydown", (event) => {
      if (event.key === "Escape" && $("details").querySelector(".back")) { event.preventDefault(); back(); }
    });
  }
  $("graph").addEventListener("keydown", (event) => {
    if (keys.press(event, cy, state.selected, { fit, select: (place) => select(place, false) })) event.preventDefault();
  });

  function fold() { $("filters").open = !small.matches; }
  small.addEventListener("change", fold);
  fold();

  requestAnimationFrame(() => setTimeout(() => {
    page.painted = String(Math.round(performance.now()));
    cy = picture.make($("canvas"), data, shown());
    cy.on("tap", "node", (event) => select(+event.target.id().slice(1), false));
    cy.on("tap", "edge", (event) => choose({ link: +event.target.id().slice(1) }, false));
    cy.on("dragfree", "node", () => linktext.write(cy, data, cy.nodes().first().hasClass("clear")));
    cy.on("viewport resize", draw);
    cy.one("render", () => {
      $("sketch").remove();
      page.ready = String(Math.round(performance.now()));
    });
    new ResizeObserver(() => cy.resize()).observe(document.body);
    window.her2gc = { cy, state, nodes, edges, questions, byId, select };
    view();
  }));
})();
