import type { BindingManifest } from "@thingwright/contracts";

/** Namespace of the OPC UA binding (OPC 10101 §6.5.1), usual prefix `uav`. */
export const uavNamespace = "http://opcfoundation.org/UA/WoT-Binding/";

/** What the OPC UA binding can do. */
export const opcuaManifest: BindingManifest = {
  name: "opcua",
  schemes: ["opc.tcp"],
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
  carriers: ["user", "certificate"],
  prefixes: { uav: uavNamespace },
};
