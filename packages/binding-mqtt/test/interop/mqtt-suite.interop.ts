import { it } from "vitest";
import { mqttSuite } from "../suite/mqtt-suite.js";
import type { SuiteBroker } from "../suite/suite-broker.js";
import type { BrokerProcess } from "./broker-process.js";
import { findMosquitto, startMosquitto } from "./mosquitto.js";
import { findNatsServer, startNatsServer } from "./nats-server.js";

const mosquitto = findMosquitto();
const natsServer = findNatsServer();

if (mosquitto === undefined) it.skip("skipped: needs mosquitto", () => {});
else {
  const start = async () => suiteBroker(await startMosquitto(mosquitto));
  mqttSuite({ name: "mosquitto", start, version: 5, tries: [5], takesQos2: true, takesFullStops: true });
  mqttSuite({ name: "mosquitto", start, version: 4, tries: [5], takesQos2: true, takesFullStops: true });
}

if (natsServer === undefined) it.skip("skipped: needs nats-server", () => {});
else {
  const start = async () => suiteBroker(await startNatsServer(natsServer));
  mqttSuite({ name: "nats-server", start, version: 4, tries: [5, 4], takesQos2: false, takesFullStops: false });
}

interface RunningBroker extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly broker: BrokerProcess;
}

function suiteBroker(running: RunningBroker): SuiteBroker {
  return {
    port: running.port,
    url: running.url,
    async crash() {
      await running.broker.kill();
      await running.broker.start();
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}
