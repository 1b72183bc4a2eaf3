const here = (file) => new URL(file, import.meta.url);

/** Reads of one integer, 32 in flight, from a bare dgram responder; the limit is a raw dgram client. */
export default {
  id: "coap-client-read",
  unit: "reads/s",
  note: "32 in flight, against a bare dgram responder in another process",
  service: here("service.mjs"),
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
