import { httpGenerator, httpLoad } from "../../load/http-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** GET of a property of a bridged device, whose value is known; the limit is ours without a bridge. */
export default [
  {
    id: "bridge-read",
    unit: "requests/s",
    note: `GET of a mapped value of a vendor's device, ${httpGenerator}; the limit is http-server-read's own side`,
    ours: here("ours.mjs"),
    limit: here("../http-server-read/ours.mjs"),
    peer: null,
    args: ["1"],
    measure: (contender, ms) => httpLoad(contender.hello.urls, ms),
  },
];
