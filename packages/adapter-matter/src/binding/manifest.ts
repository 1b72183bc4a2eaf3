import type { BindingManifest } from "@thingwright/contracts";

/** What this binding does: the Interaction Model of Matter, from the client's side only. */
export const matterManifest: BindingManifest = {
  name: "matter",
  schemes: ["matter"],
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
  prefixes: { matv: "https://thingwright.org/ns/matter#" },
};
