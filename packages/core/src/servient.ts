import { codecs, defaultCodecs } from "@thingwright/codecs";
import { newUuid, RecentlyUsed, silent, systemClock } from "@thingwright/contracts";
import { defaultSchemes, security } from "@thingwright/security";
import {
  type KnownTypes,
  type PartialThingDescription,
  parseThingDescriptionOrThrow,
  type ThingDescription,
  type ThingTypes,
} from "@thingwright/td";
import { Bindings } from "./bindings.js";
import type { CallOptions } from "./consumed/call/call-options.js";
import type { ConsumeEnvironment } from "./consumed/consume-environment.js";
import { ConsumedThing } from "./consumed/consumed-thing.js";
import { parseLimits } from "./consumed/request/request-thing-description.js";
import type { Subscription } from "./consumed/subscription/subscription.js";
import { Announcing } from "./discovery/announcing.js";
import { Discovery } from "./discovery/discovery.js";
import type { DiscoverOptions, DiscoveryProcess } from "./discovery/discovery-process.js";
import type { ExposeEnvironment } from "./exposed/expose-environment.js";
import { ExposedThing } from "./exposed/exposed-thing.js";
import { ExposedThings } from "./exposed/exposed-things.js";
import { LocalThings } from "./exposed/local-things.js";
import { ThingPlans } from "./exposed/plan/thing-plan.js";
import { ThingHost } from "./exposed/thing-host.js";
import { requireCodecs, type ServientLimits, type ServientOptions, withDefaults } from "./servient-options.js";
import { ValueCodec } from "./value/value-codec.js";
import { type Runtime, Wot } from "./wot.js";

/**
 * The runtime: exposes Things on its servers and consumes Things through its clients.
 *
 * It knows interfaces only: which protocols, codecs and security schemes there are is decided by who makes it.
 */
export class Servient implements Runtime, AsyncDisposable {
  /** The W3C Scripting API's entry points. */
  readonly wot: Wot;
  readonly #bindings: Bindings;
  /** The Things that it exposes, for this program itself. */
  readonly things: LocalThings;
  readonly #things: ExposedThings;
  readonly #announcing: Announcing;
  readonly #subscriptions = new Set<Subscription>();
  readonly #limits: ServientLimits;
  readonly #consuming: ConsumeEnvironment;
  readonly #discovery: Discovery;
  readonly #exposing: ExposeEnvironment;

  constructor(options: ServientOptions = {}) {
    this.#limits = withDefaults(options.limits ?? {});
    const schemes = options.securitySchemes ?? defaultSchemes();
    const { clock = systemClock, descriptionAccess = "open", throttle } = options;
    this.#things = new ExposedThings(() => {
      this.#announcing.changed();
      this.things.changed();
    }, descriptionAccess === "open");
    this.things = new LocalThings(this.#things);
    const common = {
      clock,
      logger: options.logger ?? silent,
      codecs: codecs(options.codecs ?? defaultCodecs()),
      security: security(schemes, options.credentials, { clock, ...(throttle !== undefined && { throttle }) }),
      limits: this.#limits,
      lenient: options.lenient ?? false,
    };
    this.#bindings = new Bindings(options.servers ?? [], options.clients ?? [], common.logger);
    const contentTypes = options.contentTypes ?? ["application/json"];
    requireCodecs(common.codecs, contentTypes);
    this.#consuming = { ...common, clients: this.#bindings.clients, subscriptions: this.#subscriptions };
    this.#exposing = {
      ...common,
      contentTypes,
      servers: this.#bindings.servers,
      anything: new ValueCodec(common.codecs, undefined),
      allowInsecure: options.allowInsecure ?? false,
      descriptionAccess,
      plans: new ThingPlans({
        ...common,
        contentTypes,
        verifier: options.verifier,
        prefixes: Object.assign({}, ...this.#bindings.servers.map(({ manifest }) => manifest.prefixes)),
      }),
      things: this.#things,
      descriptions: new RecentlyUsed(this.#limits.maxCachedDescriptionBytes, ({ content }) => content.body.byteLength),
    };
    this.#announcing = new Announcing({
      ...common,
      announcers: options.announcers ?? [],
      servers: this.#bindings.servers,
      things: this.#things,
    });
    this.#discovery = new Discovery({
      consuming: { ...this.#consuming, limits: this.#limits },
      introducers: options.introducers ?? [],
      credentials: options.credentials,
      originCredentials: options.originCredentials,
      securityWith: (store) => security(schemes, store),
    });
    this.wot = new Wot(this);
  }

  /**
   * Starts all servers and returns the Scripting API. When one cannot start, those that did are stopped again, and
   * `start` may be tried once more.
   *
   * @throws {UsageError} WOT_ADDRESS_IN_USE when a server's address is taken; WOT_STATE after `stop`
   */
  async start(): Promise<Wot> {
    await this.#bindings.start({ things: this.#things, logger: this.#exposing.logger });
    return this.wot;
  }

  /**
   * Withdraws all Things, ends all subscriptions, stops all servers and closes all clients. Waits for a `start` that is
   * under way. Idempotent; never rejects: a binding that cannot stop is logged.
   */
  async stop(): Promise<void> {
    for (const host of [...this.#things.all()]) {
      this.#things.delete(host);
      host.end();
    }
    for (const subscription of [...this.#subscriptions]) void subscription.abandon();
    this.#discovery.stop();
    await Promise.all([this.#announcing.stop(), this.#bindings.stop()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Base URIs of all servers, in order. */
  addresses(): readonly string[] {
    return this.#bindings.servers.flatMap((server) => server.addresses());
  }

  /**
   * Makes a Thing of this program; `expose` it to offer it.
   *
   * @param init - a Thing Description without what the Servient adds: forms, and where missing id, security, context. Of a literal the compiler knows
   *   the names and types; for another one they may be given: `produce<OnOffLight>(init)`
   * @throws {ThingDescriptionError} WOT_TD_INVALID
   */
  produce<const D extends PartialThingDescription>(init: D): ExposedThing<KnownTypes<D>>;
  produce<D extends ThingTypes = ThingDescription>(init: PartialThingDescription): ExposedThing<D>;
  produce(init: PartialThingDescription): ExposedThing {
    const planned = this.#exposing.plans.of(init);
    const { individual } = planned;
    const id = individual.id ?? `urn:uuid:${newUuid()}`;
    const slug = this.#things.reserveSlug(individual.title);
    return new ExposedThing(new ThingHost(planned, { id, slug }, this.#exposing), this.#exposing);
  }

  /**
   * Makes somebody else's Thing usable.
   *
   * @param td - as an object, JSON text or bytes; it is copied. Of a literal the compiler knows the names and types; for
   *   another one they may be given: `consume<OnOffLight>(td)`
   * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_INVALID or WOT_TD_LIMIT
   */
  consume<const D extends ThingDescription>(td: D): ConsumedThing<KnownTypes<D>>;
  consume<D extends ThingTypes = ThingDescription>(td: ThingDescription | string | Uint8Array): ConsumedThing<D>;
  consume(td: ThingDescription | string | Uint8Array): ConsumedThing {
    const thing = parseThingDescriptionOrThrow(td, parseLimits(this.#limits));
    return new ConsumedThing(thing === td ? structuredClone(thing) : thing, this.#consuming);
  }

  /**
   * The Thing Description at `url`, over any installed binding; for a Thing Link, the one that it stands for.
   *
   * @throws {UnsupportedError} WOT_NO_FORM when no binding takes the URL's scheme
   */
  requestThingDescription(
    url: string,
    options: Pick<CallOptions, "signal" | "timeoutMs"> = {},
  ): Promise<ThingDescription> {
    return this.#discovery.describe(url, options);
  }

  /**
   * Things that the introducers find: `for await (const td of servient.discover({ timeoutMs: 3_000 }))`. Ends when their time
   * is up and everything introduced has been fetched.
   *
   * @throws {UnsupportedError} WOT_OPERATION when no introducer is installed
   */
  discover(options: DiscoverOptions = {}): DiscoveryProcess {
    return this.#discovery.discover(options);
  }

  /**
   * Things that the directory with the Thing Description at `url` lists.
   *
   * @throws {WotError} of any family when that description cannot be had
   * @see WoT Discovery §7.3
   */
  exploreDirectory(url: string, options: Omit<DiscoverOptions, "timeoutMs"> = {}): Promise<DiscoveryProcess> {
    return this.#discovery.exploreDirectory(url, options);
  }
}
