const here = (file) => new URL(file, import.meta.url);

/** Thing Descriptions judged by every assertion; the limit knows the W3C schema only, the peer is the W3C's assertion tester. */
export default {
  id: "td-validate",
  unit: "TDs/s",
  note: "200 TDs of the W3C's events in turn, from text, beside the assertion tester of the thingweb playground 1.5.0",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
