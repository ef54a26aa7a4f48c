// The box of Find: a list of what is found, chosen by mouse or keyboard.
const searchbox = (() => {
  "use strict";
  const { element } = parts;

  function start(input, list, { data, look, pick, tell }) {
    const { nodes, places } = data;
    let found = [];
    let active = -1;

    function entry(hit, rank) {
      const node = nodes[hit.node];
      const made = element("li", node ? node.label : places[hit.place].label, { role: "option", id: "hit" + rank });
      const also = node?.synonyms.length ? `, also ${node.synonyms.join(", ")}` : "";
      made.append(element("small", node ? ` ${node.type}${also}${hit.code ? `, outside ${hit.code}` : ""}` : ` place: ${places[hit.place].quote}`));
      made.addEventListener("mousedown", (event) => { event.preventDefault(); take(rank); });
      return made;
    }
    function search() {
      const text = input.value.trim();
      found = look(text);
      active = found.length ? 0 : -1;
      const none = "nothing bears this name, identifier or place";
      list.replaceChildren(...found.map(entry));
      if (text && !found.length) list.append(element("li", none, { role: "option", "aria-disabled": "true", "aria-selected": "false" }));
      if (text) tell(found.length ? `${found.length === find.MOST ? `${find.MOST} or more` : found.length} found` : none);
      open(Boolean(text));
      highlight();
    }
    function open(yes) {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
    }
    function highlight() {
      if (found.length) [...list.children].forEach((each, rank) => each.setAttribute("aria-selected", String(rank === active)));
      if (active >= 0) { input.setAttribute("aria-activedescendant", "hit" + active); list.children[active].scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    }
    function take(rank) {
      open(false);
      if (rank >= 0) pick(found[rank]);
    }
    input.addEventListener("input", search);
    input.addEventListener("blur", () => open(false));
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && found.length) active = (active + 1) % found.length;
      else if (event.key === "ArrowUp" && found.length) active = (active + found.length - 1) % found.length;
      else if (event.key === "Enter") take(active);
      else if (event.key === "Escape") open(false);
      else return;
      event.preventDefault();
      highlight();
    });
  }

  return { start };
})();
