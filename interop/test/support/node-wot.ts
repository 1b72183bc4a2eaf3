import { createRequire } from "node:module";

/** The little of node-wot's API that the tests use. */
export interface NodeWotServient {
  addServer(server: unknown): void;
  addClientFactory(factory: unknown): void;
  start(): Promise<NodeWot>;
  shutdown(): Promise<void>;
}

export interface NodeWot {
  produce(init: object): Promise<NodeWotExposedThing>;
  consume(td: object): Promise<NodeWotConsumedThing>;
}

export interface NodeWotExposedThing {
  setPropertyReadHandler(name: string, handler: () => Promise<unknown>): void;
  setPropertyWriteHandler(name: string, handler: (value: { value(): Promise<unknown> }) => Promise<void>): void;
  setActionHandler(name: string, handler: (input: { value(): Promise<unknown> }) => Promise<unknown>): void;
  emitEvent(name: string, data: unknown): void;
  emitPropertyChange(name: string): Promise<void>;
  expose(): Promise<void>;
  getThingDescription(): object;
}

export interface NodeWotConsumedThing {
  readProperty(name: string, options?: { formIndex?: number }): Promise<{ value(): Promise<unknown> }>;
  writeProperty(name: string, value: unknown, options?: { formIndex?: number }): Promise<void>;
  invokeAction(
    name: string,
    input?: unknown,
    options?: { formIndex?: number },
  ): Promise<{ value(): Promise<unknown> } | undefined>;
  observeProperty(
    name: string,
    listener: (output: { value(): Promise<unknown> }) => void,
  ): Promise<{ stop(): Promise<void> }>;
  subscribeEvent(
    name: string,
    listener: (output: { value(): Promise<unknown> }) => void,
  ): Promise<{ stop(): Promise<void> }>;
}

/** With its connections, one for each consumed Thing and broker. */
export interface NodeWotMqttClientFactory {
  readonly clients: {
    readonly pools: ReadonlyMap<string, { readonly client: { endAsync(force: boolean): Promise<void> } }>;
  }[];
}

type Constructor<T> = new (...args: unknown[]) => T;

const require = createRequire(new URL("../../package.json", import.meta.url));

/** node-wot 0.8.16, from the lockfile of this folder. */
export const nodeWot = {
  core: require("@node-wot/core") as {
    Servient: Constructor<NodeWotServient>;
    Helpers: { setStaticAddress(address: string): void };
  },
  http: require("@node-wot/binding-http") as {
    HttpServer: Constructor<{ getPort(): number }>;
    HttpClientFactory: Constructor<object>;
  },
  mqtt: require("@node-wot/binding-mqtt") as {
    MqttBrokerServer: Constructor<object>;
    MqttClientFactory: Constructor<NodeWotMqttClientFactory>;
  },
  coap: require("@node-wot/binding-coap") as {
    CoapServer: Constructor<object>;
    CoapClientFactory: Constructor<object>;
  },
};
