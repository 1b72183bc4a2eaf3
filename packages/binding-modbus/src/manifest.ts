import type { BindingManifest } from "@thingwright/contracts";

/** What this binding does: Modbus over TCP, in frames of its own or of a serial line, from the client's side only. */
export const modbusManifest: BindingManifest = {
  name: "modbus",
  schemes: ["modbus+tcp", "modbus+rtuovertcp"],
  clientOperations: ["readproperty", "writeproperty", "observeproperty", "unobserveproperty", "invokeaction"],
  serverOperations: [],
  subprotocols: [],
  carriers: [],
};
