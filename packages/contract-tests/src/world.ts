import type { ClientBinding, ServerBinding } from "@thingwright/contracts";
import { type BindingSetup, defaultPatienceMs } from "./binding-setup.js";
import { within } from "./condition.js";
import { describeTestThing } from "./describe-test-thing.js";
import { type FakeHost, fakeHost } from "./fake-host.js";
import { type RecordingSink, recordingSink } from "./recording-sink.js";
import { RemoteThing } from "./remote-thing.js";
import { type TestThing, type TestThingOptions, testThing } from "./test-thing/test-thing.js";

/** How long `stop()` may take (contract of `ServerBinding`). */
export const stopDeadlineMs = 2000;

/** What one check plays with: a started server with a Thing, a client, and a way to get more of them. */
export class World implements AsyncDisposable {
  readonly setup: BindingSetup;
  readonly patienceMs: number;
  /** The subprotocol that the check is about; `null` for Forms without one, `undefined` for any. */
  readonly subprotocol: string | null | undefined;
  readonly host: FakeHost = fakeHost();
  readonly server: ServerBinding;
  readonly client: ClientBinding;
  readonly thing: TestThing;
  readonly #opened: { stop(): Promise<void> }[] = [];
  #remote: RemoteThing | undefined;

  constructor(setup: BindingSetup, subprotocol?: string | null | undefined) {
    this.setup = setup;
    this.patienceMs = setup.patienceMs ?? defaultPatienceMs;
    this.subprotocol = subprotocol;
    this.server = this.newServer();
    this.client = this.newClient();
    this.thing = testThing();
  }

  /** Starts the server and exposes the Thing. */
  async open(): Promise<void> {
    await this.server.start(this.host);
    this.#remote = await this.expose(this.thing);
  }

  /** The world's Thing as its client sees it. */
  get remote(): RemoteThing {
    if (this.#remote === undefined) return new RemoteThing(describeTestThing(this.thing, noForms), this.client, 0);
    return this.#remote;
  }

  /** Exposes one more Thing. */
  async expose(thing: TestThing | TestThingOptions): Promise<RemoteThing> {
    const exposed = "calls" in thing ? thing : testThing(thing);
    this.host.add(exposed);
    const forms = await within(this.server.expose(exposed), "expose() to resolve", this.patienceMs);
    return new RemoteThing(describeTestThing(exposed, forms), this.client, this.patienceMs, this.subprotocol);
  }

  /** One more server, not started; stopped with the world. */
  newServer(make: () => ServerBinding = this.setup.server): ServerBinding {
    return this.closing(make());
  }

  /** One more client; stopped with the world. */
  newClient(): ClientBinding {
    return this.closing(this.setup.client());
  }

  /** Stops `opened` with the world. */
  closing<T extends { stop(): Promise<void> }>(opened: T): T {
    this.#opened.push(opened);
    return opened;
  }

  sink(): RecordingSink {
    return recordingSink();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thing.property("slow").gate?.open();
    for (const opened of this.#opened.reverse()) {
      await within(opened.stop(), "stop() to resolve while a check is cleared away", stopDeadlineMs);
    }
  }
}

const noForms = { properties: new Map(), actions: new Map(), events: new Map(), thing: [] };
