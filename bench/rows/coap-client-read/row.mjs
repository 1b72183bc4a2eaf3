const here = (file) => new URL(file, import.meta.url);

/** Reads of one integer, 32 in flight, from a server in another process; the limit is a raw dgram client. */
const row = (id, server, service) => ({
  id,
  unit: "reads/s",
  note: `32 in flight, from ${server} in another process`,
  service: here(service),
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
});

export default [
  row("coap-client-read", "libcoap's server", "libcoap.mjs"),
  row("coap-client-read-bare", "a bare dgram responder", "bare.mjs"),
];
