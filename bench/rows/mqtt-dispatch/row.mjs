const here = (file) => new URL(file, import.meta.url);

/**
 * Messages that reach the observers of 10,000 Things with ten topics each over one connection; the limit is ours with ten
 * Things. node-wot's client opens a connection for each consumed Thing.
 */
export default {
  id: "mqtt-dispatch-10000",
  unit: "messages/s",
  note: "100,000 topics on one connection, each with its observer; the limit is ours with 10 Things, 100 topics",
  service: here("feeder.mjs"),
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: null,
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
