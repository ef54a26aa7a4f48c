// Small parts of a page; every text goes in as text, never as markup.
const parts = (() => {
  "use strict";
  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }
  function button(text, act, kind = "link") {
    const made = element("button", text, { type: "button", class: kind });
    made.addEventListener("click", act);
    return made;
  }
  function section(parent, title, items) {
    if (!items.length) return;
    parent.append(element("h3", title));
    const listed = element("ul", "", { class: "plain" });
    for (const item of items) { const entry = element("li"); entry.append(...item); listed.append(entry); }
    parent.append(listed);
  }
  // addresses and DOIs in a value lead to what they name
  function shownValue(text) {
    const box = element("dd", "");
    for (const part of text.split(/(https?:\/\/[^\s|;]+|\b10\.\d{4,9}\/[^\s|;]+)/)) {
      if (/^https?:/.test(part)) box.append(outward(part, part));
      else if (/^10\.\d{4,9}\//.test(part)) box.append(outward(part, `https://doi.org/${part}`));
      else box.append(part);
    }
    return box;
  }
  function outward(text, iri) { return element("a", text, { href: iri, target: "_blank", rel: "noopener noreferrer" }); }

  return { element, button, section, outward, shownValue };
})();
