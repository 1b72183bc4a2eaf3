import { describeTestThing, fakeHost, RemoteThing, type TestThing, testThing } from "@thingwright/contract-tests";
import type { ClientBinding, PreparedForm, ServerBinding } from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import { mqttClient, mqttServer } from "../../src/index.js";
import { formRequest } from "../form-request.js";
import { PacketProxy } from "../packet-proxy.js";
import { type RawClient, rawClient } from "../raw-client.js";
import type { MqttSuiteSetup, SuiteBroker } from "./suite-broker.js";

/** For whatever a test waits for. */
export const patienceMs = 5000;
/** Bytes of a message that client and servers of a scene take. */
export const maxBodyBytes = 262_144;
/** Back soon, so that no test waits for nothing. */
const limits = { minReconnectDelayMs: 5, maxReconnectDelayMs: 50, maxBodyBytes };

/** An exposed test Thing. */
export interface Exposed {
  readonly thing: TestThing;
  readonly server: ServerBinding;
  readonly remote: RemoteThing;
  /** Where its topics begin. */
  readonly base: string;
  /** Where those of its server begin. */
  readonly prefix: string;
  /** In front of the broker, for the server alone. */
  readonly line: PacketProxy;
}

let scenes = 0;

/** What one test has at a broker: topics of its own, our client, anybody's client, and proxies that read along. */
export class Scene implements AsyncDisposable {
  /** Where all topics of this test begin. */
  readonly prefix: string;
  readonly setup: MqttSuiteSetup;
  readonly broker: SuiteBroker;
  readonly client: ClientBinding;
  /** In front of the broker, for our client. */
  readonly proxy: PacketProxy;
  /** Closed with the scene, the last one first. */
  readonly #resources: AsyncDisposable[] = [];

  private constructor(setup: MqttSuiteSetup, broker: SuiteBroker, proxy: PacketProxy) {
    scenes += 1;
    this.prefix = `scene-${scenes}`;
    this.setup = setup;
    this.broker = broker;
    this.proxy = this.#use(proxy);
    this.client = this.#use(mqttClient({ protocolVersion: setup.version, limits }));
  }

  static async open(setup: MqttSuiteSetup, broker: SuiteBroker): Promise<Scene> {
    return new Scene(setup, broker, await PacketProxy.before(broker.port));
  }

  /** Anybody's MQTT client. */
  async device(): Promise<RawClient> {
    return this.#use(await rawClient(this.broker.url, this.setup.version));
  }

  /** Exposes a test Thing by a server of its own. */
  async exposed(slug = "test-thing"): Promise<Exposed> {
    const thing = testThing({ slug });
    const prefix = `${this.prefix}/${slug}s`;
    const line = this.#use(await PacketProxy.before(this.broker.port));
    const { version: protocolVersion } = this.setup;
    const server = mqttServer({
      broker: line.url,
      baseUrl: this.proxy.url,
      prefix,
      protocolVersion,
      limits: { ...limits, willDelaySeconds: 0 },
    });
    this.#use(server);
    await server.start(fakeHost(thing));
    const description = describeTestThing(thing, await server.expose(thing));
    const remote = new RemoteThing(description, this.client, patienceMs);
    return { thing, server, remote, base: `${prefix}/${slug}`, prefix, line };
  }

  /** A Form of somebody's device, prepared by our client or another one; `action` is the affordance. */
  prepare(
    operation: Operation,
    terms: Partial<Form>,
    more: { readonly action?: object; readonly client?: ClientBinding } = {},
  ): PreparedForm {
    const { client = this.client, ...parts } = more;
    const prepared = client.prepare(formRequest(operation, { href: this.proxy.url, ...terms }, parts));
    if ("refused" in prepared) throw new TypeError(prepared.refused);
    return prepared;
  }

  /** Another client, stopped with the scene. */
  clientOf(options: Parameters<typeof mqttClient>[0]): ClientBinding {
    return this.#use(mqttClient({ limits, ...options }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const resource of this.#resources.reverse()) await resource[Symbol.asyncDispose]();
  }

  #use<R extends AsyncDisposable>(resource: R): R {
    this.#resources.push(resource);
    return resource;
  }
}
