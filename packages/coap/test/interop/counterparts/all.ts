import { aiocoap } from "./aiocoap/aiocoap.js";
import { californium } from "./californium/californium.js";
import type { Counterpart } from "./counterpart.js";
import { goCoap } from "./go-coap/go-coap.js";
import { nodeCoap } from "./node-coap/node-coap.js";

/** Whoever is asked for everything in `features.ts`, in both roles, with the test that does so. */
export const counterparts: readonly { readonly counterpart: Counterpart; readonly test: string }[] = [
  { counterpart: aiocoap, test: "aiocoap.interop.ts" },
  { counterpart: californium, test: "californium.interop.ts" },
  { counterpart: goCoap, test: "go-coap.interop.ts" },
  { counterpart: nodeCoap, test: "node-coap.interop.ts" },
];
