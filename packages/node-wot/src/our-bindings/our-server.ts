import {
  type Clock,
  type CredentialVerifier,
  type HostedThing,
  type Logger,
  limitsFrom,
  type ServerBinding,
  type ServerHost,
  silent,
  systemClock,
} from "@thingwright/contracts";
import { isRecord } from "@thingwright/td";
import type { ProtocolServer, TheirExposedThing, TheirServient } from "../plug-in/exposed-thing.js";
import type { TheirForm } from "../plug-in/interfaces.js";
import { Exposing } from "./exposing.js";
import { declarationsOf } from "./hosted-declarations.js";
import { TheirHostedThing } from "./hosted-thing.js";
import { freshSlug } from "./slug.js";
import { accessTo } from "./thing-access.js";
import { writeForms } from "./written-forms.js";

/** How far a Thing of theirs may make a server of ours go. */
export interface OurServerLimits {
  /** Bytes of what a handler answers or emits. */
  readonly maxBodyBytes: number;
}

export const defaultOurServerLimits: OurServerLimits = Object.freeze({ maxBodyBytes: 16 * 1024 * 1024 });

export interface OurServerOptions {
  /** Content types that affordances are offered in, the preferred one first; default `application/json`. Their core needs a codec for each. */
  readonly contentTypes?: readonly string[];
  /**
   * Decides on the credentials of requests, such as tokens of OAuth 2.0; default: they have to be among those that their Servient has for the
   * Thing's id.
   */
  readonly verifier?: CredentialVerifier;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly limits?: Partial<OurServerLimits>;
}

/** A server binding of ours as their Servient takes it. */
export class OurServer implements ProtocolServer {
  readonly scheme: string;
  readonly #binding: ServerBinding;
  readonly #contentTypes: readonly string[];
  readonly #verifier: CredentialVerifier | undefined;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #limits: OurServerLimits;
  /** By id. */
  readonly #things = new Map<string, TheirHostedThing>();
  #servient: TheirServient | undefined;
  #starting: Promise<void> | undefined;

  constructor(binding: ServerBinding, options: OurServerOptions = {}) {
    this.scheme = binding.manifest.schemes[0] ?? "";
    this.#binding = binding;
    this.#contentTypes = options.contentTypes ?? ["application/json"];
    this.#verifier = options.verifier;
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? silent;
    this.#limits = limitsFrom(defaultOurServerLimits, options.limits);
  }

  start(servient: TheirServient): Promise<void> {
    this.#servient = servient;
    return this.#started();
  }

  /** Their Servient exposes Things by a server that it was given late, and never starts it: so this starts it. */
  async expose(thing: TheirExposedThing, template?: unknown): Promise<void> {
    if (isRecord(template)) return this.#expose(thing, template);
    try {
      await this.#expose(thing, thing);
    } catch (error) {
      // Nobody waits for a server that is added late: a rejection would end the process.
      this.#logger.error("a Thing was not exposed", { id: thing.id, error });
    }
  }

  async destroy(thingId: string): Promise<boolean> {
    const hosted = this.#things.get(thingId);
    if (hosted === undefined) return false;
    this.#things.delete(thingId);
    hosted.end();
    await this.#binding.withdraw(thingId);
    return true;
  }

  async stop(): Promise<void> {
    for (const hosted of this.#things.values()) hosted.end();
    this.#things.clear();
    await this.#binding.stop();
  }

  getPort(): number {
    const [address] = this.#binding.addresses();
    if (address === undefined) return -1;
    const { port, protocol } = new URL(address);
    return port === "" ? (defaultPorts[protocol] ?? -1) : Number(port);
  }

  async #expose(thing: TheirExposedThing, template: object): Promise<void> {
    await this.#started();
    await this.destroy(thing.id);
    const forms = new Set<TheirForm>();
    const exposing = new Exposing();
    const hosted = new TheirHostedThing(freshSlug(thing.title, this.#slugs()), {
      thing,
      clock: this.#clock,
      forms,
      exposing,
      contentTypes: this.#contentTypes,
      admit: accessTo(thing, template, () => this.#servient, this.#verifier),
      declared: declarationsOf(template, this.#binding.manifest.prefixes),
      ...this.#limits,
    });
    this.#things.set(thing.id, hosted);
    writeForms(thing, await this.#binding.expose(hosted), this.#binding.manifest, forms);
    exposing.end();
  }

  #started(): Promise<void> {
    this.#starting ??= this.#binding.start(this.#host());
    return this.#starting;
  }

  #host(): ServerHost {
    const things = this.#things;
    return {
      logger: this.#logger,
      things: {
        all: (): Iterable<HostedThing> => things.values(),
        get: (id) => things.get(id),
        isOpen: true,
      },
    };
  }

  #slugs(): ReadonlySet<string> {
    return new Set([...this.#things.values()].map(({ slug }) => slug));
  }
}

const defaultPorts: Readonly<Record<string, number>> = {
  "http:": 80,
  "https:": 443,
  "coap:": 5683,
  "coaps:": 5684,
  "coap+tcp:": 5683,
  "coaps+tcp:": 5684,
  "mqtt:": 1883,
  "mqtts:": 8883,
};
