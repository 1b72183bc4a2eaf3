import type { BindingManifest } from "@thingwright/contracts";
import { actionOperations, eventOperations, propertyOperations, thingOperations } from "@thingwright/td";
import { memoryCarriers } from "./presented.js";

const operations = [...propertyOperations, ...actionOperations, ...eventOperations, ...thingOperations];

/** Every operation of TD 1.1, both ways. */
export const memoryManifest: BindingManifest = {
  name: "memory",
  schemes: ["memory"],
  clientOperations: operations,
  serverOperations: operations,
  subprotocols: [],
  carriers: memoryCarriers,
};
