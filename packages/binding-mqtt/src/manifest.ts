import type { BindingManifest } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import { mqttVocabulary } from "./form/form-terms.js";
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

/** The MQTT binding: every broker behind `mqtt:` and `mqtts:`. */
export const mqttManifest: BindingManifest = {
  name: "mqtt",
  schemes: ["mqtt", "mqtts"],
  clientOperations: operations,
  serverOperations: operations,
  subprotocols: [],
  carriers: ["user", "uriVariables"],
  prefixes: { mqv: mqttVocabulary, tw: requestTermsNamespace },
};
