const here = (file) => new URL(file, import.meta.url);

/**
 * Writes of one property through a broker that its Thing has answered; the limit is bare mqtt.js with the same request and
 * answer. node-wot's client is not told what becomes of a write: it has what its handler has seen counted.
 */
export default {
  id: "mqtt-property-write",
  unit: "writes/s",
  note: "256 in flight, QoS 1, each answered by the Thing (node-wot: unanswered, QoS 0), embedded broker in another process",
  service: here("service.mjs"),
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
