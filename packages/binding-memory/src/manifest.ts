import type { BindingManifest } from "@thingwright/contracts";
import { actionOperations, eventOperations, propertyOperations, thingOperations } from "@thingwright/td";

const operations = [...propertyOperations, ...actionOperations, ...eventOperations, ...thingOperations];

/** Every operation of TD 1.1, both ways. */
export const memoryManifest: BindingManifest = {
  name: "memory",
  schemes: ["memory"],
  clientOperations: operations,
  serverOperations: operations,
  subprotocols: [],
};
