const here = (file) => new URL(file, import.meta.url);

/** Reads of one integer by a client from a server of the same making, each in a process of its own; the limit is a raw dgram client of a server that sends the datagram back. */
export default {
  id: "coap-both-ends",
  unit: "reads/s",
  note: "32 in flight, client and server of the same making in two processes; CPU is the client's",
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
