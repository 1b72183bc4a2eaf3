import { afterAll, beforeAll, describe } from "vitest";
import { describeConnections } from "./connections.js";
import { describeDeviceCommands } from "./device-commands.js";
import { describeDeviceReads } from "./device-reads.js";
import { describeDeviceSubscriptions } from "./device-subscriptions.js";
import { describeExposedThings } from "./exposed-things.js";
import { describeRestarts } from "./restarts.js";
import { Scene } from "./scene.js";
import type { MqttSuiteSetup, SuiteBroker } from "./suite-broker.js";

/** What a part of the suite is given. */
export interface SuitePart {
  readonly setup: MqttSuiteSetup;
  /** A scene of its own for each test. */
  readonly open: () => Promise<Scene>;
}

/** Declares the tests that client and server have to pass at every broker. */
export function mqttSuite(setup: MqttSuiteSetup): void {
  describe(`MQTT ${setup.version === 5 ? "5" : "3.1.1"} over ${setup.name}`, () => {
    let broker: SuiteBroker;
    beforeAll(async () => {
      broker = await setup.start();
    });
    afterAll(() => broker?.[Symbol.asyncDispose]());
    const part: SuitePart = { setup, open: () => Scene.open(setup, broker) };
    describeDeviceReads(part);
    describeDeviceSubscriptions(part);
    describeDeviceCommands(part);
    describeExposedThings(part);
    describeConnections(part);
    describeRestarts(part);
  });
}
