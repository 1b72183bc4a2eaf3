import type { BindingManifest } from "@thingwright/contracts";

/** What this binding does: Modbus TCP, from the client's side only. */
export const modbusManifest: BindingManifest = {
  name: "modbus",
  schemes: ["modbus+tcp"],
  clientOperations: ["readproperty", "writeproperty", "observeproperty", "unobserveproperty", "invokeaction"],
  serverOperations: [],
  subprotocols: [],
  carriers: [],
};
