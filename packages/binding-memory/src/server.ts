import {
  andThen,
  type HostedSubscription,
  type HostedThing,
  isPromise,
  limitsFrom,
  type MaybePromise,
  type Reply,
  type ServerBinding,
  type ServerHost,
  type Subscriber,
  type ThingForms,
} from "@thingwright/contracts";
import { RequestError, UsageError } from "@thingwright/errors";
import { refusalOf } from "./errors.js";
import { formsOf } from "./forms.js";
import { memoryManifest } from "./manifest.js";
import type { MemoryNetwork, MemoryRequest } from "./network.js";
import * as resource from "./resource.js";

/** How far clients may make this server go. */
export interface MemoryServerLimits {
  /** Bytes of a request's body; more is WOT_TOO_LARGE. */
  readonly maxBodyBytes: number;
  /** Subscriptions at a time, of all Things together. */
  readonly maxSubscriptions: number;
}

export const defaultMemoryServerLimits: MemoryServerLimits = Object.freeze({
  maxBodyBytes: 1024 * 1024,
  maxSubscriptions: 10_000,
});

export interface MemoryServerOptions {
  /** Authority of the server's addresses, `[a-z0-9-]+`; default: one that the network has not given yet. */
  readonly name?: string;
  readonly limits?: Partial<MemoryServerLimits>;
}

/** An exposed Thing and the subscriptions that clients have at it. */
interface Exposed {
  readonly thing: HostedThing;
  readonly subscriptions: Map<HostedSubscription, Subscriber>;
}

/** The exposing half: calls the Thing directly, in the caller's turn. */
export class MemoryServer implements ServerBinding {
  readonly manifest = memoryManifest;
  readonly isPublic = false;
  readonly name: string;
  readonly #network: MemoryNetwork;
  readonly #limits: MemoryServerLimits;
  /** By slug. */
  readonly #exposed = new Map<string, Exposed>();
  #subscriptions = 0;
  #started = false;

  /** @throws {UsageError} WOT_ARGUMENT when the name cannot stand in an address */
  constructor(network: MemoryNetwork, options: MemoryServerOptions = {}) {
    this.name = options.name ?? network.freshName();
    if (!/^[a-z0-9-]+$/.test(this.name)) throw new UsageError("WOT_ARGUMENT", `${this.name} is no name for a server`);
    this.#network = network;
    this.#limits = limitsFrom(defaultMemoryServerLimits, options.limits);
  }

  async start(_host: ServerHost): Promise<void> {
    this.#network.attach(this.name, {
      request: (call) => this.#request(call),
      subscribe: (call, subscriber) => this.#subscribe(call, subscriber),
    });
    this.#started = true;
  }

  addresses(): readonly string[] {
    return this.#started ? [`memory://${this.name}`] : [];
  }

  async expose(thing: HostedThing): Promise<ThingForms> {
    if (!this.#started) throw new UsageError("WOT_STATE", "a server is started before it exposes");
    this.#exposed.set(thing.slug, { thing, subscriptions: new Map() });
    return formsOf(thing, this.name);
  }

  async withdraw(id: string): Promise<void> {
    for (const [slug, exposed] of this.#exposed) {
      if (exposed.thing.id !== id) continue;
      this.#exposed.delete(slug);
      this.#complete(exposed);
    }
  }

  async stop(): Promise<void> {
    if (!this.#started) return;
    this.#started = false;
    for (const exposed of this.#exposed.values()) this.#complete(exposed);
    this.#exposed.clear();
    this.#network.detach(this.name);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #request(call: MemoryRequest): MaybePromise<Reply> {
    return refusing(() => resource.request(this.#admit(call).thing, call));
  }

  #subscribe(call: MemoryRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    return refusing(() => {
      const exposed = this.#admit(call);
      if (this.#subscriptions >= this.#limits.maxSubscriptions) {
        throw new RequestError("WOT_TOO_MANY", `there are ${this.#limits.maxSubscriptions} subscriptions`);
      }
      const hosted = resource.subscribe(exposed.thing, call, refusingSubscriber(subscriber));
      return andThen(hosted, (settled) => this.#keep(exposed, settled, subscriber));
    });
  }

  /** The Thing that a request is for, if the request is within the limits. */
  #admit({ address, inbound }: MemoryRequest): Exposed {
    const size = inbound.content?.body.length ?? 0;
    const { maxBodyBytes } = this.#limits;
    if (size > maxBodyBytes) throw new RequestError("WOT_TOO_LARGE", `more than ${maxBodyBytes} bytes`);
    const exposed = this.#exposed.get(address.path[0] ?? "");
    if (exposed === undefined) throw new RequestError("WOT_NOT_FOUND", "there is no such Thing");
    return exposed;
  }

  #keep(exposed: Exposed, hosted: HostedSubscription, subscriber: Subscriber): HostedSubscription {
    const { subscriptions } = exposed;
    subscriptions.set(hosted, subscriber);
    this.#subscriptions += 1;
    if (this.#exposed.get(exposed.thing.slug) !== exposed) this.#complete(exposed);
    return { cancel: () => this.#cancel(subscriptions, hosted) };
  }

  #complete({ subscriptions }: Exposed): void {
    for (const [hosted, subscriber] of [...subscriptions]) {
      this.#cancel(subscriptions, hosted);
      subscriber.complete();
    }
  }

  #cancel(subscriptions: Exposed["subscriptions"], hosted: HostedSubscription): void {
    if (!subscriptions.delete(hosted)) return;
    this.#subscriptions -= 1;
    hosted.cancel();
  }
}

/** The exposing half of the memory binding. */
export const memoryServer = (network: MemoryNetwork, options?: MemoryServerOptions): MemoryServer =>
  new MemoryServer(network, options);

/** Lets out errors only as a client may see them. */
function refusing<T>(work: () => MaybePromise<T>): MaybePromise<T> {
  try {
    const result = work();
    return isPromise(result) ? result.catch(refuse) : result;
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): never {
  throw refusalOf(error);
}

const refusingSubscriber = (subscriber: Subscriber): Subscriber => ({
  next: (emission) => subscriber.next(emission),
  error: (error) => subscriber.error(refusalOf(error)),
  complete: () => subscriber.complete(),
});
