const here = (file) => new URL(file, import.meta.url);

/** A thousand Things of 20 affordances produced and exposed over HTTP; the limit clones their documents. */
const common = {
  freshEachRound: true,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
};

export default [
  {
    ...common,
    id: "produce-1000",
    unit: "µs/Thing",
    lowerIsBetter: true,
    note: "produce and expose over HTTP, 20 affordances; the limit clones the document",
    measure: async (contender) => (await contender.ask({})).us,
  },
  {
    ...common,
    id: "produce-1000-memory",
    unit: "KB/Thing",
    lowerIsBetter: true,
    note: "heap and buffers after collection, with what the caller gave released",
    measure: async (contender) => (await contender.ask({})).kilobytes,
  },
];
