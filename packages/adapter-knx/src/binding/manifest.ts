import type { BindingManifest } from "@thingwright/contracts";

/** Namespace of the terms of Forms; their prefix is `knxv`. */
export const knxVocabulary = "https://thingwright.org/ns/knx#";

/** What this binding does: group communication over KNXnet/IP, from the client's side only. */
export const knxManifest: BindingManifest = {
  name: "knx",
  schemes: ["knx", "knx+tcp", "knx+secure", "knx+multicast"],
  clientOperations: [
    "readproperty",
    "writeproperty",
    "observeproperty",
    "unobserveproperty",
    "invokeaction",
    "subscribeevent",
    "unsubscribeevent",
  ],
  serverOperations: [],
  subprotocols: [],
  carriers: [],
  prefixes: { knxv: knxVocabulary },
};
