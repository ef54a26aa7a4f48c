"use strict";
// The editor of the SPARQL page: CodeMirror in place of the text field, which stays and holds the same text.
const her2gcEditor = (field, { complete, run, changed }) => {
  const { EditorView, EditorState, keymap, lineNumbers, drawSelection, highlightActiveLine, history, historyKeymap, defaultKeymap, autocompletion,
    completionKeymap, closeBrackets, closeBracketsKeymap, StreamLanguage, HighlightStyle, syntaxHighlighting, bracketMatching, setDiagnostics,
    lintGutter, sparql, tags } = CodeMirror;
  const look = EditorView.theme({
    "&": { border: "1px solid var(--line)", borderRadius: "4px", backgroundColor: "var(--soft)", color: "var(--ink)", fontSize: ".875rem" },
    "&.cm-focused": { outline: "2px solid var(--link)", outlineOffset: "2px" },
    ".cm-scroller": { minHeight: "16rem", maxHeight: "60vh", fontFamily: "ui-monospace, monospace" },
    ".cm-gutters": { backgroundColor: "var(--soft)", color: "var(--faint)", border: "0" },
    ".cm-content": { caretColor: "var(--ink)" }, ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--line)" },
    ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--soft)", color: "var(--ink)", outline: "1px solid var(--link)" },
    ".cm-completionDetail": { color: "var(--faint)" }, ".cm-diagnostic": { color: "var(--wrong)" },
  });
  const colours = HighlightStyle.define([
    { tag: tags.keyword, fontWeight: "700" }, { tag: tags.comment, color: "var(--faint)", fontStyle: "italic" },
    { tag: [tags.string, tags.number], color: "var(--wrong)" }, { tag: [tags.atom, tags.tagName], color: "var(--link)" },
  ]);
  // No name stands in a literal, an IRI or a comment, and the one behind PREFIX is the reader's own.
  const CLOSED = /<[^<>\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*\n/g;
  const OPEN = /"""|'''|["'][^\n]*$|<[^<>\s]*$|#[^\n]*$|\bPREFIX\s*$/i;
  const names = (context) => {
    const typed = context.matchBefore(/[\w-]*:[\w.-]*/);
    if (!typed || OPEN.test(context.state.sliceDoc(0, typed.from).replace(CLOSED, " "))) return null;
    const options = complete(typed.text).map(([label, detail, type]) => ({ label, detail, type }));
    const rest = /^[\w-]*/.exec(context.state.sliceDoc(context.pos, context.pos + 100))[0].length; // of a name that stands there already
    return options.length ? { from: typed.from, to: context.pos + rest, options, filter: false } : null;
  };
  const home = document.createElement("div");
  home.className = "editor";
  field.after(home);
  // within a shadow its styles are sheets of its own, which a page's rules against styles from outside let pass
  const root = home.attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), lintGutter(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(), EditorView.lineWrapping,
        StreamLanguage.define(sparql), syntaxHighlighting(colours), autocompletion({ override: [names], icons: false, tooltipClass: () => "names" }),
        EditorView.contentAttributes.of({ "aria-label": "Query", "aria-describedby": "keys", spellcheck: "false" }),
        keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }, ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => { if (update.docChanged) { field.value = update.state.doc.toString(); changed(); } }),
        look,
      ],
    }),
  });
  field.hidden = true;
  document.querySelector(`label[for="${field.id}"]`)?.addEventListener("click", () => view.focus());
  return {
    view,
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    clear: () => view.dispatch(setDiagnostics(view.state, [])),
    // marks a line, with words on what is wrong there, and selects it
    wrong: (line, message) => {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch(setDiagnostics(view.state, [{ from: at.from, to: at.to, severity: "error", message }]));
      view.dispatch({ selection: { anchor: at.from, head: at.to }, scrollIntoView: true });
      view.focus();
    },
  };
};
