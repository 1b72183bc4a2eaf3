import type { BindingManifest } from "@thingwright/contracts";
import { actionOperations, eventOperations, propertyOperations, thingOperations } from "@thingwright/td";
import { coapVocabulary, observeSubprotocol } from "./form-terms.js";

const operations = Object.freeze([
  ...propertyOperations,
  ...actionOperations,
  ...eventOperations,
  ...thingOperations,
] as const);

/** Ways in which credentials can come to any peer. */
export const carriers = Object.freeze(["query", "uriVariables", "body"] as const);

/** What both halves of this binding do. */
export const coapManifest: BindingManifest = Object.freeze({
  name: "coap",
  schemes: Object.freeze(["coap", "coaps", "coap+tcp", "coaps+tcp"]),
  clientOperations: operations,
  serverOperations: operations,
  subprotocols: Object.freeze([observeSubprotocol]),
  carriers: Object.freeze([...carriers, "psk", "certificate"] as const),
  prefixes: Object.freeze({ cov: coapVocabulary }),
});
