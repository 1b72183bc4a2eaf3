const here = (file) => new URL(file, import.meta.url);

/** A program over a literal with 50 affordances, each used with its types; the limit is the same program without their types. */
export default {
  id: "typed-things",
  unit: "ms",
  note: "tsc from start to end over a Thing of 50 affordances; less is better",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: null,
  measure: async (contender, ms) => (await contender.ask({ ms })).time,
};
