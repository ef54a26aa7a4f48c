// Answers SPARQL in the reader's browser: Oxigraph over the site's own copy of the graph, loaded when first asked.
import start, { Store } from "./vendor/oxigraph/web.js";

const SEEN = { use_default_graph_as_union: true }; // a query sees all named graphs as one, as on a server
let opened;

const unpack = async (bytes) => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes; // some hosts unpack what ends in .gz
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const fetched = async (name) => {
  const told = await fetch(new URL(name, import.meta.url));
  if (!told.ok) throw new Error(`${name} could not be loaded`);
  return unpack(new Uint8Array(await told.arrayBuffer()));
};

const open = async () => {
  const graph = fetched("graph.nq.gz"); // comes while the engine is compiled
  const engine = fetched("vendor/oxigraph/web_bg.wasm.gz").then((bytes) => start({ module_or_path: bytes }));
  await Promise.all([engine, graph]);
  const store = new Store();
  store.load(await graph, { format: "application/n-quads", lenient: true, no_transaction: true }); // we wrote it: nothing to check
  return store;
};
const ready = () => (opened ??= open().catch((error) => { opened = undefined; throw error; }));

const ask = (store, query, form) => {
  if (form === "rows") return { json: JSON.parse(store.query(query, { ...SEEN, results_format: "json" })) };
  const lines = store.query(query, SEEN).map((quad) => `${quad.subject} ${quad.predicate} ${quad.object} .`);
  return { lines: [...new Set(lines)] };
};

self.onmessage = async ({ data: { number, query, form } }) => {
  try {
    const store = await ready();
    if (query !== undefined) self.postMessage({ number, answer: ask(store, query, form) });
  } catch (error) {
    self.postMessage({ number, error: String(error?.message ?? error) });
  }
};
