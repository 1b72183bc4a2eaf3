import type { BindingManifest } from "@thingwright/contracts";
import { actionOperations, eventOperations, propertyOperations, thingOperations } from "@thingwright/td";

const operations = [...propertyOperations, ...actionOperations, ...eventOperations, ...thingOperations] as const;

/** What both halves of this binding do. */
export const httpManifest: BindingManifest = Object.freeze({
  name: "http",
  schemes: Object.freeze(["http", "https"]),
  clientOperations: operations,
  serverOperations: operations,
  subprotocols: Object.freeze(["sse", "longpoll"]),
  carriers: Object.freeze(["headers", "query", "cookies", "uriVariables", "body"] as const),
});
