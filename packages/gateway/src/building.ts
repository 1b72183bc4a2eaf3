import { coapClient, coapServer } from "@thingwright/binding-coap";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { embeddedBroker, mqttClient, mqttServer } from "@thingwright/binding-mqtt";
import type { Announcer, Logger, ServerBinding } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import { type SimulatedBuilding, simulatedBuilding } from "@thingwright/simulator";
import { type InstalledThing, install } from "./install.js";
import { installers } from "./installations/installers.js";

/** Options of {@link startBuilding}. */
export interface BuildingOptions {
  /** TCP port of the HTTP server; 0 for any. Default 8080. */
  readonly httpPort?: number;
  /** UDP port of the CoAP server; 0 for any. Default 5683. */
  readonly coapPort?: number;
  /** TCP port of the embedded MQTT broker; 0 for any. Default 1883. */
  readonly mqttPort?: number;
  /** Decides everything in the simulation that is left to chance. Default 1. */
  readonly seed?: number;
  /** Ways to make the Things known. Default none. */
  readonly announcers?: readonly Announcer[];
  /** Origins whose web pages may use the HTTP server. Default none. */
  readonly cors?: readonly string[];
  readonly logger?: Logger;
}

/** A simulated building whose devices are offered as Things. */
export interface Building extends AsyncDisposable {
  /** Base URIs of the three servers. */
  readonly addresses: { readonly http: string; readonly coap: string; readonly mqtt: string };
  readonly things: readonly InstalledThing[];
  /** The devices themselves, behind the gateway. */
  readonly simulated: SimulatedBuilding;
  /** Ends the servers, then the devices. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the simulated building: vendors' devices that speak their own protocols, and a gateway that offers each as a
 * Thing of the common API over HTTP, CoAP and MQTT, on this machine only.
 *
 * @throws {UsageError} WOT_ADDRESS_IN_USE when a port is taken; its `cause` has the `port`
 */
export async function startBuilding(options: BuildingOptions = {}): Promise<Building> {
  const { httpPort = 8080, coapPort = 5683, mqttPort = 1883, seed = 1, announcers = [], cors = [], logger } = options;
  const started: AsyncDisposable[] = [];
  const stop = once(async () => {
    for (const each of started.reverse()) await each[Symbol.asyncDispose]();
  });
  try {
    const broker = await embeddedBroker({ port: mqttPort, ...(logger === undefined ? {} : { logger }) });
    started.push(broker);
    const http = httpServer({ port: httpPort, cors });
    const coap = coapServer({ port: coapPort });
    const mqtt = mqttServer({ broker });
    const credentials = memoryCredentials();
    const servient = new Servient({
      clients: [httpClient(), coapClient(), mqttClient(), modbusClient()],
      servers: [http, coap, mqtt],
      contentTypes: ["application/json", "application/cbor"],
      credentials,
      announcers,
      ...(logger === undefined ? {} : { logger }),
    });
    started.push(servient);
    await servient.start();
    const simulated = await simulatedBuilding({ seed, mqttUrl: broker.localUrl });
    started.push(simulated);
    const installations = installers.flatMap((installer) => installer(simulated));
    const things = await install(installations, servient, credentials);
    started.push({ [Symbol.asyncDispose]: async () => void (await Promise.all(things.map(({ stop }) => stop()))) });
    const addresses = { http: baseOf(http), coap: baseOf(coap), mqtt: baseOf(mqtt) };
    return { addresses, things, simulated, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function baseOf(server: ServerBinding): string {
  return server.addresses()[0] ?? "";
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
