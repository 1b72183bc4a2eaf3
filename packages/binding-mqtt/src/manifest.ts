import type { BindingManifest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";

/** What MQTT carries: all but `readmultipleproperties`, whose names no form can hold. */
const operations: readonly Operation[] = [
  "readproperty",
  "writeproperty",
  "observeproperty",
  "unobserveproperty",
  "invokeaction",
  "queryaction",
  "cancelaction",
  "subscribeevent",
  "unsubscribeevent",
  "readallproperties",
  "writeallproperties",
  "writemultipleproperties",
  "observeallproperties",
  "unobserveallproperties",
  "queryallactions",
  "subscribeallevents",
  "unsubscribeallevents",
];

/** The MQTT binding: every broker behind `mqtt:` and `mqtts:`. */
export const mqttManifest: BindingManifest = {
  name: "mqtt",
  schemes: ["mqtt", "mqtts"],
  clientOperations: operations,
  serverOperations: operations,
  subprotocols: [],
};
