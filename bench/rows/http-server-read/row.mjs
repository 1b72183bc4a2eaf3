import { httpGenerator, httpLoad } from "../../load/http-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** GET of one integer property; the limit is bare node:http that writes the same bytes. */
export default {
  id: "http-server-read",
  unit: "requests/s",
  note: `GET of a small JSON value, ${httpGenerator}`,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  measure: (contender, ms) => httpLoad(contender.hello.url, ms),
};
