import { it } from "vitest";
import { findMosquitto, startMosquitto } from "../../../binding-mqtt/test/interop/mosquitto.js";
import { findNatsServer, startNatsServer } from "../../../binding-mqtt/test/interop/nats-server.js";
import { hostileCommands } from "../mqtt/hostile-commands.js";
import { type HostileSetup, hostileMessages } from "../mqtt/hostile-messages.js";

const mosquitto = findMosquitto();
const natsServer = findNatsServer();

function suites(setup: HostileSetup): void {
  hostileMessages(setup);
  hostileCommands(setup);
}

if (mosquitto === undefined) it.skip("skipped: needs mosquitto", () => {});
else {
  const start = () => startMosquitto(mosquitto);
  suites({ name: "mosquitto", version: 5, start });
  suites({ name: "mosquitto", version: 4, start });
}

if (natsServer === undefined) it.skip("skipped: needs nats-server", () => {});
else suites({ name: "nats-server", version: 4, start: () => startNatsServer(natsServer) });
