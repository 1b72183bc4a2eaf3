import { fanOutLoad, subscribers } from "../../load/fan-out-load.mjs";

const here = (file) => new URL(file, import.meta.url);

/** Changes of one property that reach many event streams; the limit is bare node:http that writes the same bytes. */
export default {
  id: "sse-fan-out",
  unit: "events/s",
  note: `a change to ${subscribers} event streams; node-wot pushes none`,
  ours: here("ours.mjs"),
  limit: here("limit.mjs"),
  peer: null,
  measure: fanOutLoad,
};
