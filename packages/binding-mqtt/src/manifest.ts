import type { BindingManifest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import { brokerSchemes } from "./form/broker-address.js";
import { mqttCarriers, mqttSubprotocol } from "./form/form-transport.js";
import { mqttVocabulary } from "./form/mqtt-vocabulary.js";
import { requestTermsNamespace } from "./form/request-terms.js";

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
  "readmultipleproperties",
  "writeallproperties",
  "writemultipleproperties",
  "observeallproperties",
  "unobserveallproperties",
  "queryallactions",
  "subscribeallevents",
  "unsubscribeallevents",
];

/** The MQTT binding: every broker behind `mqtt:`, `mqtts:` and WebSockets. */
export const mqttManifest: BindingManifest = {
  name: "mqtt",
  schemes: brokerSchemes,
  clientOperations: operations,
  serverOperations: operations,
  subprotocols: [mqttSubprotocol],
  carriers: mqttCarriers,
  prefixes: { mqv: mqttVocabulary, tw: requestTermsNamespace },
};
