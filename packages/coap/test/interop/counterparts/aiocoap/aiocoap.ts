import { allBlocks, type Counterpart } from "../counterpart.js";

/** aiocoap 0.4.17. */
export const aiocoap: Counterpart = {
  name: "aiocoap",
  blocks: allBlocks,
  lacks: { client: {}, server: { "unknown critical options": "leaves them to the application" } },
};
