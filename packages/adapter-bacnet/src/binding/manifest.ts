import type { BindingManifest } from "@thingwright/contracts";

/** What this binding does: BACnet/IP, from the client's side only. */
export const bacnetManifest: BindingManifest = {
  name: "bacnet",
  schemes: ["bacnet"],
  clientOperations: ["readproperty", "writeproperty", "observeproperty", "unobserveproperty", "invokeaction"],
  serverOperations: [],
  subprotocols: [],
  carriers: [],
};
