import {
  type CoapClient,
  type ManualClock,
  type MemoryNetwork,
  type MemoryNetworkOptions,
  manualClock,
  memoryNetwork,
  coapClient as protocolClient,
  seededRandom,
} from "@thingwright/coap";
import {
  describeTestThing,
  type FakeHost,
  fakeHost,
  RemoteThing,
  type TestThing,
  testThing,
} from "@thingwright/contract-tests";
import type { ClientBinding, Clock, ServerBinding } from "@thingwright/contracts";
import { type CoapClientOptions, type CoapServerOptions, coapClient, coapServer } from "../../src/index.js";

export const serverAddress = { address: "10.0.0.1", port: 5683 };
export const base = "coap://10.0.0.1:5683";

/** A server with a Thing, a client, and a bare CoAP client, on a network and a clock that are the test's own. */
export class Lab implements AsyncDisposable {
  readonly time: ManualClock = manualClock(1_000_000);
  readonly network: MemoryNetwork;
  readonly thing: TestThing = testThing({ slug: "lamp" });
  readonly host: FakeHost = fakeHost(this.thing);
  readonly #serverOptions: CoapServerOptions;
  readonly #opened: AsyncDisposable[] = [];
  server: ServerBinding;
  readonly client: ClientBinding;
  /** Speaks CoAP and nothing of the Web of Things. */
  readonly probe: CoapClient;
  #remote: RemoteThing | undefined;

  constructor(server: CoapServerOptions, client: CoapClientOptions, network: MemoryNetworkOptions) {
    this.network = memoryNetwork({ clock: this.time, random: seededRandom(11), ...network });
    this.#serverOptions = server;
    this.server = this.newServer();
    this.client = this.opened(coapClient({ ...this.#common(), transport: this.network.transport(), ...client }));
    this.probe = this.newProbe();
  }

  static async open(
    server: CoapServerOptions = {},
    client: CoapClientOptions = {},
    network: MemoryNetworkOptions = {},
  ): Promise<Lab> {
    const lab = new Lab(server, client, network);
    await lab.start();
    return lab;
  }

  async start(): Promise<void> {
    await this.server.start(this.host);
    const forms = await this.server.expose(this.thing);
    const description = describeTestThing(this.thing, forms, this.server.manifest.prefixes);
    this.#remote = new RemoteThing(description, this.client, 10_000);
  }

  get remote(): RemoteThing {
    return this.#remote!;
  }

  newServer(): ServerBinding {
    const transport = this.network.transport(serverAddress);
    return this.opened(coapServer({ ...this.#common(), transport, ...this.#serverOptions }));
  }

  newProbe(): CoapClient {
    const { time } = this;
    return this.opened(
      protocolClient({ transport: this.network.transport(), clock: time, random: seededRandom(++probes), nstart: 64 }),
    );
  }

  /** What stands at an address. */
  get(path: string, options: { readonly accept?: number } = {}) {
    return this.probe.request({ url: base + path, ...options });
  }

  opened<T extends AsyncDisposable>(one: T): T {
    this.#opened.push(one);
    return one;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thing.property("slow").gate?.open();
    const closing = this.#opened.map((one) => one[Symbol.asyncDispose]());
    await this.time.advance(5000);
    await Promise.all(closing);
  }

  #common() {
    const { time } = this;
    const clock: Clock = {
      now: () => time.now(),
      after: (delayMs, callback) => ({ cancel: time.setTimer(callback, delayMs) }),
    };
    return { clock, random: seededRandom(7) };
  }
}

let probes = 0;
