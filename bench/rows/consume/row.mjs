const here = (file) => new URL(file, import.meta.url);

/** Thing Descriptions of 20 affordances consumed; the limit parses the text and validates it with ajv and nothing else. */
export default {
  id: "consume",
  unit: "TDs/s",
  note: "TD of 20 affordances with 40 Forms, from text",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
