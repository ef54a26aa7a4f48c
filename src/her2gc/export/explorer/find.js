// Find: names first, then identifiers, here and outside, then places of the review.
const find = (() => {
  "use strict";
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const fold = (text) => plain(text).replace(/[^\p{L}\p{N}+%]+/gu, " ").trim();
  const squash = (text) => plain(text).replace(/[^\p{L}\p{N}]+/gu, ""); // T-DM1, TDM1 and T DM1 are one
  const MOST = 30;
  const key = (text) => ({ text, words: fold(text), tight: squash(text) });

  // 0 the text itself, 1 begins with it, 2 has every word, 3 has it but for spaces and signs, 9 has it not
  function rank(name, asked) {
    if (name.words === asked.words) return 0;
    if (asked.tight && name.tight === asked.tight) return 0.2;
    if (name.words.startsWith(asked.words)) return 1;
    if (asked.tight && name.tight.startsWith(asked.tight)) return 1.2;
    if (asked.each.every((word) => name.words.includes(word))) return 2;
    return asked.tight.length > 2 && name.tight.includes(asked.tight) ? 3 : 9;
  }

  function best(keys, asked) {
    let found = [9, ""];
    for (const name of keys) { const here = rank(name, asked); if (here < found[0]) found = [here, name.text]; }
    return found;
  }

  function index({ nodes, places, kinds, passive }) {
    let made = null; // at the first question, not before the first paint
    const make = () => ({
      names: nodes.map((node) => [node.label, ...node.synonyms, ...String(node.data.hasTradeName ?? "").split(" | "), node.id].filter(Boolean).map(key)),
      codes: nodes.map((node) => node.links.flatMap(([, id, iri, label]) => [...new Set([id, `${id} ${label}`, iri])]).map(key)),
      places: places.map((place) => [place.label, place.id, `${place.label} ${place.quote}`].map(key)),
    });
    return (text) => {
      const asked = { ...key(text.trim().replace(/^https:\/\/w3id\.org\/her2gc\/kg\//, "kg:")), each: fold(text).split(" ") };
      if (!asked.words) return [];
      made ||= make();
      const found = [];
      nodes.forEach((node, place) => {
        const low = passive.has(node.kind) ? 0.5 : 0;
        const [byName] = best(made.names[place], asked);
        const [byCode, code] = byName < 9 ? [9, ""] : best(made.codes[place], asked);
        if (byName < 9) found.push({ rank: byName + low, size: kinds[node.kind].size, node: place });
        else if (byCode < 9) found.push({ rank: 10 + byCode + low, size: kinds[node.kind].size, node: place, code });
      });
      places.forEach((_, place) => {
        const [here] = best(made.places[place], asked);
        if (here < 9) found.push({ rank: 20 + here, size: 0, place });
      });
      return found.sort((a, b) => a.rank - b.rank || b.size - a.size || (a.node ?? a.place) - (b.node ?? b.place)).slice(0, MOST);
    };
  }

  return { index, MOST };
})();
