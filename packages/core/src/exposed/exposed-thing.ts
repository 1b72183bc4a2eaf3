import type { ServerBinding, ThingForms } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type {
  ActionInput,
  ActionName,
  ActionOutput,
  ActionVariables,
  EventData,
  EventName,
  EventVariables,
  PropertyName,
  PropertyValue,
  PropertyVariables,
  ThingDescription,
  ThingTypes,
  WritableName,
} from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import type { EventArguments } from "../typed-arguments.js";
import type { ActionHandler } from "./affordances/exposed-action.js";
import type { EventSubscriptionHandler } from "./affordances/exposed-event.js";
import type { ReadHandler, WriteHandler } from "./affordances/exposed-property.js";
import type { HandlerOptions } from "./affordances/request-options.js";
import type { ExposeEnvironment } from "./expose-environment.js";
import type { ThingHost } from "./thing-host.js";

/**
 * A Thing of this program, offered to others (Scripting API, `ExposedThing`).
 *
 * Handlers may answer at once or with a promise. A handler that throws a `RequestError` or another error of
 * `@thingwright/errors` decides what the peer is told; anything else it throws reaches the peer as an internal error
 * without its message.
 *
 * Names and types are those of `D`: of the literal that the Thing was produced from, or of generated types.
 */
export class ExposedThing<D extends ThingTypes = ThingDescription> implements AsyncDisposable {
  readonly #host: ThingHost;
  readonly #environment: ExposeEnvironment;
  #exposedOn: ServerBinding[] = [];
  /** What `expose` and `destroy` do goes on one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(host: ThingHost, environment: ExposeEnvironment) {
    this.#host = host;
    this.#environment = environment;
  }

  get id(): string {
    return this.#host.id;
  }

  get title(): string {
    return this.#host.title;
  }

  getThingDescription(): WoT.ThingDescription {
    return this.description as unknown as WoT.ThingDescription;
  }

  /** The Thing Description with the types of `@thingwright/td`, a copy for whoever asks. */
  get description(): ThingDescription {
    return structuredClone(this.#host.document());
  }

  /**
   * Offers the Thing on all servers of its Servient. Does nothing while it is offered.
   *
   * @throws {UsageError} WOT_INSECURE_EXPOSE when a server is public, the Thing asks for no credentials, and the
   *   Servient was not told to allow it; WOT_STATE when another Thing with its `id` is
   */
  expose(): Promise<void> {
    return this.#afterwards(() => this.#expose());
  }

  /** Takes the Thing back from all servers and ends its subscriptions. Idempotent. */
  destroy(): Promise<void> {
    return this.#afterwards(() => this.#destroy());
  }

  #afterwards(step: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(step);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #expose(): Promise<void> {
    const { servers, things } = this.#environment;
    if (things.get(this.id) === this.#host) return;
    this.#refuseInsecure();
    things.claim(this.#host);
    const forms: ThingForms[] = [];
    try {
      for (const server of servers) {
        this.#exposedOn.push(server);
        forms.push(await server.expose(this.#host));
      }
    } catch (error) {
      await this.#destroy();
      throw error;
    }
    this.#host.setForms(forms, Object.assign({}, ...servers.map(({ manifest }) => manifest.prefixes)));
    things.add(this.#host);
    this.#reportProfiles();
  }

  async #destroy(): Promise<void> {
    this.#environment.things.delete(this.#host);
    this.#host.end();
    await this.#withdraw();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.destroy();
  }

  setPropertyReadHandler<N extends PropertyName<D>>(
    name: N,
    handler: ReadHandler<PropertyValue<D, N>, PropertyVariables<D, N>>,
  ): this {
    this.#property(name).readHandler = handler;
    return this;
  }

  setPropertyWriteHandler<N extends WritableName<D>>(
    name: N,
    handler: WriteHandler<PropertyValue<D, N>, PropertyVariables<D, N>>,
  ): this {
    this.#property(name).writeHandler = handler;
    return this;
  }

  /** Gives the value for `emitPropertyChange`; without it the read handler does. */
  setPropertyObserveHandler<N extends PropertyName<D>>(
    name: N,
    handler: ReadHandler<PropertyValue<D, N>, PropertyVariables<D, N>>,
  ): this {
    this.#property(name).observeHandler = handler;
    return this;
  }

  /** Told when an observation ends. */
  setPropertyUnobserveHandler<N extends PropertyName<D>>(
    name: N,
    handler: (options: HandlerOptions<PropertyVariables<D, N>>) => unknown,
  ): this {
    this.#property(name).unobserveHandler = handler;
    return this;
  }

  setActionHandler<N extends ActionName<D>>(
    name: N,
    handler: ActionHandler<ActionInput<D, N>, ActionOutput<D, N>, ActionVariables<D, N>>,
  ): this {
    known(this.#host.actions.get(name), "action", name).handler = handler;
    return this;
  }

  setEventSubscribeHandler<N extends EventName<D>>(
    name: N,
    handler: EventSubscriptionHandler<EventVariables<D, N>>,
  ): this {
    known(this.#host.events.get(name), "event", name).subscribeHandler = handler;
    return this;
  }

  setEventUnsubscribeHandler<N extends EventName<D>>(
    name: N,
    handler: EventSubscriptionHandler<EventVariables<D, N>>,
  ): this {
    known(this.#host.events.get(name), "event", name).unsubscribeHandler = handler;
    return this;
  }

  /** Sets a property that the Thing keeps itself, and tells its observers. @throws {DataSchemaError} */
  set<N extends PropertyName<D>>(name: N, value: PropertyValue<D, N>): void {
    this.#property(name).set(value);
  }

  /**
   * Asks the handler for the property's value and tells its observers. What goes wrong is logged too: scripts of the
   * Scripting API do not wait for it.
   */
  emitPropertyChange(name: PropertyName<D>): Promise<void> {
    const told = (async () => this.#property(name).emitChange())();
    told.catch((error: unknown) =>
      this.#environment.logger.error("a property change could not be told", { thing: this.id, property: name, error }),
    );
    return told;
  }

  /** Tells the event's subscribers. @throws {DataSchemaError} when `data` breaks the event's own schema */
  emitEvent<N extends EventName<D>>(name: N, ...[data]: EventArguments<EventData<D, N>>): void {
    known(this.#host.events.get(name), "event", name).emit(data);
  }

  #property(name: string) {
    return known(this.#host.properties.get(name), "property", name);
  }

  /** The Thing works all the same: only its description does not promise what it does not keep. */
  #reportProfiles(): void {
    for (const unmet of this.#host.unmetProfiles) {
      this.#environment.logger.warn("a profile is not claimed", { thing: this.id, ...unmet });
    }
  }

  #refuseInsecure(): void {
    if (this.#host.isSecured || this.#environment.allowInsecure) return;
    const open = this.#environment.servers.find((server) => server.isPublic);
    if (open === undefined) return;
    throw new UsageError(
      "WOT_INSECURE_EXPOSE",
      `"${this.title}" asks for no credentials and the ${open.manifest.name} server can be reached from other ` +
        "machines: give the Thing a security definition, bind the server to 127.0.0.1, or set allowInsecure",
    );
  }

  async #withdraw(): Promise<void> {
    const servers = this.#exposedOn;
    this.#exposedOn = [];
    await Promise.all(servers.map((server) => server.withdraw(this.id)));
  }
}

function known<A>(affordance: A | undefined, kind: string, name: string): A {
  if (affordance !== undefined) return affordance;
  throw new UsageError("WOT_UNKNOWN_AFFORDANCE", `the Thing has no ${kind} "${name}"`);
}
