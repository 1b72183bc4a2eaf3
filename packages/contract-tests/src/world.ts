import type { ClientBinding, ServerBinding } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { type BindingSetup, defaultPatienceMs } from "./binding-setup.js";
import { within } from "./condition.js";
import { describeTestThing } from "./describe-test-thing.js";
import { type FakeHost, fakeHost } from "./fake-host.js";
import { type RecordingSink, recordingSink } from "./recording-sink.js";
import { RemoteThing } from "./remote-thing.js";
import { type TestThing, testThing } from "./test-thing/test-thing.js";

/** How long `stop()` may take (contract of `ServerBinding`). */
export const stopDeadlineMs = 2000;

/** What one check plays with: a started server with a Thing, a client, and a way to get more of them. */
export class World {
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
    if (this.#remote !== undefined) return this.#remote;
    throw new UsageError("WOT_STATE", "a world is opened before its Thing can be reached");
  }

  /** Exposes one more Thing. */
  async expose(thing: TestThing, server: ServerBinding = this.server): Promise<RemoteThing> {
    this.host.add(thing);
    const forms = await within(server.expose(thing), "expose() to resolve", this.patienceMs);
    const description = describeTestThing(thing, forms, server.manifest.prefixes);
    return new RemoteThing(description, this.client, this.patienceMs, this.subprotocol);
  }

  /** Takes a Thing off the server. */
  async withdraw(thing: TestThing): Promise<void> {
    await within(this.server.withdraw(thing.id), "withdraw() to resolve", this.patienceMs);
    this.host.remove(thing.id);
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

  /** Stops everything that was made here. Idempotent. */
  async close(): Promise<void> {
    this.thing.property("slow").gate?.open();
    for (const opened of this.#opened.splice(0).reverse()) {
      await within(opened.stop(), "stop() to resolve while a check is cleared away", stopDeadlineMs);
    }
  }
}
