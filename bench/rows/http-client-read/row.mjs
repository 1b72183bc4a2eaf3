const here = (file) => new URL(file, import.meta.url);

/** Reads of one integer, 32 in flight, from a bare node:http server; the limit is undici's `dispatch`. */
export default {
  id: "http-client-read",
  unit: "reads/s",
  note: "32 in flight, against bare node:http in another process",
  service: here("service.mjs"),
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: async (contender, ms) => (await contender.ask({ ms })).rate,
};
