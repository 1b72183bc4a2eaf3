const here = (file) => new URL(file, import.meta.url);

/** A report of a device, from its text to values of the model, each held against its schema; the limit is JSON.parse and written by hand. */
const row = (id, note, variant) => ({
  id,
  unit: "µs/value",
  note: `${note}; less is better`,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: null,
  args: [variant],
  measure: async (contender, ms) => (await contender.ask({ ms })).microseconds,
});

export default [
  row("mapping-cost", "four values of a lamp by declared conversions", "declared"),
  row("mapping-cost-expressions", "four values of a lamp, two by JSONata", "expressions"),
];
