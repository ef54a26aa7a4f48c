// What one sees first: answers to begin with, and the trials with their verdicts.
const start = (() => {
  "use strict";
  const { element, button } = parts;
  const FIRST = ["failed-agents", "verdicts", "hazard-ratios", "approvals", "resistance-mechanisms", "discrepancies"];
  const COLUMNS = ["trial", "agent", "lines", "verdict"];

  function listed(questions, ask) {
    const list = element("ul", "", { class: "plain" });
    for (const question of questions) { const entry = element("li"); entry.append(button(question.summary, () => ask(question))); list.append(entry); }
    return list;
  }

  // trials, what they test and for which line: what the picture begins with; nothing where there are no trials
  function overview({ nodes, edges }) {
    const found = new Set();
    nodes.forEach((node, place) => { if (node.kind === "trial") found.add(place); });
    if (!found.size) return null;
    for (const { s, t, type } of edges) {
      if (!found.has(s) || nodes[s].kind !== "trial") continue;
      if (["her2gc:testsAgent", "her2gc:inLine", "view:tested"].includes(type) && ["agent", "line"].includes(nodes[t].kind)) found.add(t);
    }
    return found;
  }

  function fill(box, data, { ask, act, line }) {
    const { questions } = data;
    if (!questions.length) { box.append(element("p", "Choose a node or a link, or find one.")); return; }
    const first = FIRST.map((name) => questions.find((each) => each.name === name)).filter(Boolean);
    box.append(element("h2", "Start with an answer"), listed(first, ask));
    const topics = new Map();
    for (const each of questions) topics.set(each.topic, [...(topics.get(each.topic) || []), each]);
    for (const [topic, some] of [...topics].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const folded = element("details");
      folded.append(element("summary", `${topic} (${some.length})`), listed(some, ask));
      box.append(folded);
    }
    const verdicts = questions.find((each) => each.name === "verdicts");
    if (!verdicts) return;
    const only = COLUMNS.map((head) => verdicts.heads.indexOf(head)).filter((place) => place >= 0);
    const rows = verdicts.rows.filter((row) => answer.ofLine(row, line, data));
    box.append(element("h3", "Trials and their verdicts"), answer.table(verdicts, rows, data, act, only), ...answer.doubts(verdicts, rows, act));
  }

  return { fill, overview };
})();
