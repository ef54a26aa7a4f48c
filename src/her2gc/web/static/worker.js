// Answers SPARQL in the reader's browser: Oxigraph over the site's own copy of the graph, loaded when first asked.
import start, { Store, namedNode } from "./vendor/oxigraph/web.js";

const REVIEW = "https://w3id.org/her2gc/graph/";
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
  const [engine, graph] = await Promise.all(["vendor/oxigraph/web_bg.wasm.gz", "graph.nq.gz"].map(fetched));
  await start({ module_or_path: engine });
  const store = new Store();
  store.load(graph, { format: "application/n-quads", no_transaction: true });
  const names = new Set();
  for (const quad of store.match()) if (quad.graph.value.startsWith(REVIEW)) names.add(quad.graph.value);
  return { store, graphs: [...names].map((name) => namedNode(name)) };
};

const ask = ({ store, graphs }, query, form) => {
  const seen = { default_graph: graphs, named_graphs: graphs };
  if (form === "rows") return { json: JSON.parse(store.query(query, { ...seen, results_format: "json" })) };
  const lines = store.query(query, seen).map((quad) => `${quad.subject} ${quad.predicate} ${quad.object} .`);
  return { lines: [...new Set(lines)] };
};

self.onmessage = async ({ data: { number, query, form } }) => {
  try {
    opened ??= open();
    self.postMessage({ number, answer: ask(await opened, query, form) });
  } catch (error) {
    self.postMessage({ number, error: String(error?.message ?? error) });
  }
};
