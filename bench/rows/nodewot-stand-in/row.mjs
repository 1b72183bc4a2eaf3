const here = (file) => new URL(file, import.meta.url);

const row = (id, work, way, note) => ({
  id: `nodewot-stand-in-${id}`,
  unit: work === "interactions" ? "interactions/s" : "Things/s",
  note,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: way === "http" ? here("peer.mjs") : null,
  args: [work, way],
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
});

/** Programs of node-wot over the stand-in; the limit is the same with our own API. Reads, writes and invocations in turn. */
export default [
  row("http", "interactions", "http", "read, write and invoke by HTTP within one process, 32 in flight"),
  row("in-process", "interactions", "memory", "read, write and invoke without a network, 32 in flight"),
  row("produce", "things", "http", "produce, expose by HTTP, consume and destroy a Thing"),
];
