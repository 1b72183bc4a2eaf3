const here = (file) => new URL(file, import.meta.url);

/** Things of 20 affordances, of one model, produced and exposed over HTTP; the limit clones their documents. */
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
    measure: async (contender) => (await contender.ask({ count: 1_000 })).us,
  },
  {
    ...common,
    id: "produce-1000-memory",
    unit: "KB/Thing",
    lowerIsBetter: true,
    note: "heap and buffers after collection, with what the caller gave released",
    measure: async (contender) => (await contender.ask({ count: 1_000 })).kilobytes,
  },
  {
    ...common,
    id: "memory-10000",
    unit: "KB/Thing",
    lowerIsBetter: true,
    note: "the same for 10,000 Things",
    measure: async (contender) => (await contender.ask({ count: 10_000 })).kilobytes,
  },
];
