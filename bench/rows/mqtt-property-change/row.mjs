const here = (file) => new URL(file, import.meta.url);

/** Changes of one property that reach an observer through a broker; the limit is bare mqtt.js with JSON, QoS 0. */
export default {
  id: "mqtt-property-change",
  unit: "changes/s",
  note: "256 in flight, QoS 0, embedded broker in another process",
  service: here("service.mjs"),
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
