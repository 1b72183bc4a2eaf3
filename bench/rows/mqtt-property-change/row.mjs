const here = (file) => new URL(file, import.meta.url);

/** Changes of one property that reach an observer through a broker; the limit is bare mqtt.js with JSON and ajv. */
const row = {
  unit: "changes/s",
  service: here("service.mjs"),
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
const note = (qos) => `256 in flight, retained, QoS ${qos} on both ways, embedded broker in another process`;

export default [
  { ...row, id: "mqtt-property-change", note: note(0), args: ["0"], peer: here("peer.mjs") },
  // node-wot's server publishes values at QoS 0 only.
  { ...row, id: "mqtt-property-change-qos1", note: note(1), args: ["1"], peer: null },
];
