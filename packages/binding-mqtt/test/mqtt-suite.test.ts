import { mqttSuite } from "./suite/mqtt-suite.js";
import { embeddedSuiteBroker } from "./suite/suite-broker.js";

mqttSuite({
  name: "the embedded broker",
  start: embeddedSuiteBroker,
  version: 4,
  tries: [5, 4],
  takesQos2: true,
  takesFullStops: true,
});
