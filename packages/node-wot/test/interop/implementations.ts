import { createRequire } from "node:module";
import * as ourCoap from "../../src/stand-in/binding-coap.js";
import * as ourHttp from "../../src/stand-in/binding-http.js";
import * as ourMqtt from "../../src/stand-in/binding-mqtt.js";
import * as ourCore from "../../src/stand-in/core.js";
import type { Wot } from "./counter-program.js";

type Maker<Made = object> = new (config?: object) => Made;

/** A server as far as a test asks it something. */
export interface ListeningServer {
  getPort(): number;
  getServer?(): { closeAllConnections(): void };
}

export interface RunningServient {
  addServer(server: object): unknown;
  addClientFactory(factory: object): unknown;
  start(): Promise<Wot>;
  shutdown(): Promise<void>;
}

/** The packages of node-wot, or what stands in for them: a program does not see which. */
export interface Packages {
  readonly core: {
    readonly Servient: new () => RunningServient;
    readonly Helpers: { setStaticAddress(a: string): void };
  };
  readonly http: { readonly HttpServer: Maker<ListeningServer>; readonly HttpClientFactory: Maker };
  readonly coap: { readonly CoapServer: Maker<ListeningServer>; readonly CoapClientFactory: Maker };
  readonly mqtt: { readonly MqttBrokerServer: Maker; readonly MqttClientFactory: Maker };
}

const require = createRequire(new URL("../../../../interop/package.json", import.meta.url));
const require09 = createRequire(new URL("../../../../interop/node-wot-0.9/package.json", import.meta.url));

/** Of 0.9 there are the core and the binding for HTTP on npm; what else is asked for is 0.8.16's, which its Servient takes. */
export const implementations = {
  "node-wot 0.8.16": {
    core: require("@node-wot/core"),
    http: require("@node-wot/binding-http"),
    coap: require("@node-wot/binding-coap"),
    mqtt: require("@node-wot/binding-mqtt"),
  },
  "node-wot 0.9.2": {
    core: require09("@node-wot/core"),
    http: require09("@node-wot/binding-http"),
    coap: require("@node-wot/binding-coap"),
    mqtt: require("@node-wot/binding-mqtt"),
  },
  "the stand-in": { core: ourCore, http: ourHttp, coap: ourCoap, mqtt: ourMqtt } as unknown as Packages,
} satisfies Record<string, Packages>;

export type Implementation = keyof typeof implementations;

/** Lets servers advertise addresses that are there on every machine. */
export function advertiseLoopback(): void {
  for (const { core } of Object.values(implementations)) core.Helpers.setStaticAddress("127.0.0.1");
}
