import { httpGenerator, httpLoad } from "../../load/http-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** PUT of one integer; the limit is bare node:http that collects, parses and validates the same body. */
export default {
  id: "http-server-write",
  unit: "requests/s",
  note: `PUT of a small JSON value, ${httpGenerator}`,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: (contender, ms) => httpLoad([contender.hello.url], ms, { method: "PUT", body: "42" }),
};
