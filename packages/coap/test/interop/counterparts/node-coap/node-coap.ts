import type { Counterpart } from "../counterpart.js";

/** node-coap 1.5, which is also what node-wot's binding is made of. */
export const nodeCoap: Counterpart = {
  name: "node-coap",
  // Blocks of 16 are asked for by an empty Block2, which its server reads as a size of 0.
  blocks: [32, 64, 256, 1024],
  lacks: {
    client: {
      "Observe in blocks": "drops a notification whose last block has no Observe, as RFC 7959 §3.4 has it",
    },
    server: {
      "Observe in blocks": "sends a notification in one message",
      "ETag and 2.03": "reads an ETag as UTF-8",
      "unknown critical options": "takes them",
    },
  },
};
