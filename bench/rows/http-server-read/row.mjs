import { httpGenerator, httpLoad } from "../../load/http-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** GET of one integer property; the limit is bare node:http that writes the same bytes. */
const row = (id, things, note) => ({
  id,
  unit: "requests/s",
  note: `GET of a small JSON value${note}, ${httpGenerator}`,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: here("peer.mjs"),
  args: [String(things)],
  measure: (contender, ms) => httpLoad(contender.hello.urls, ms),
});

export default [
  row("http-server-read", 1, ""),
  row("http-server-read-100", 100, " of 100 Things in turn"),
  {
    ...row("http-server-read-1-of-10000", 10_000, " of one of 10,000 Things"),
    measure: (contender, ms) => httpLoad(contender.hello.urls.slice(0, 1), ms),
  },
  row("http-server-read-10000", 10_000, " of 10,000 Things in turn"),
];
