import type { Content, Reply } from "@thingwright/contracts";
import { asWotError, ProtocolError, UsageError } from "@thingwright/errors";
import { propertyDefaults, type ThingDescription } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import { type InteractionOutput, outputOfContent, outputOfValue } from "../value/interaction-output.js";
import { ValueCodec } from "../value/value-codec.js";
import { ActionInvocation, type InvocationLink, type RemoteActionStatus } from "./action-invocation.js";
import { type Answer, type CallEnvironment, type CallOptions, exchange } from "./call.js";
import { Observation, type ObserveOptions } from "./observation.js";
import { type Candidate, type Plan, type PlanEnvironment, prepareForm } from "./plan.js";
import { PlanBook } from "./plan-book.js";
import { type Listener, type Subscription, subscribePlan } from "./subscription.js";
import { checkUriVariables } from "./uri-variables.js";

/** What a ConsumedThing needs from its Servient. */
export interface ConsumeEnvironment extends PlanEnvironment, CallEnvironment {}

/**
 * A Thing that somebody else exposes.
 *
 * Has the methods of the W3C Scripting API (`readProperty` …, with InteractionOutputs) and shorter ones with plain
 * values (`read`, `write`, `invoke`, `observe`, `subscribe`). All of them throw errors of `@thingwright/errors`.
 */
export class ConsumedThing implements WoT.ConsumedThing, AsyncDisposable {
  readonly #book: PlanBook;
  readonly #environment: ConsumeEnvironment;
  /** For contents that no schema of the Thing describes. */
  readonly #anything: ValueCodec;
  readonly #subscriptions = new Set<Subscription>();

  constructor(thing: ThingDescription, environment: ConsumeEnvironment) {
    this.#book = new PlanBook(thing, environment);
    this.#environment = environment;
    this.#anything = new ValueCodec(environment.codecs, undefined);
  }

  get title(): string {
    return this.#book.thing.title;
  }

  get id(): string | undefined {
    return this.#book.thing.id;
  }

  getThingDescription(): WoT.ThingDescription {
    return this.#book.thing as unknown as WoT.ThingDescription;
  }

  /** The Thing Description with the types of `@thingwright/td`. */
  get description(): ThingDescription {
    return this.#book.thing;
  }

  // --- plain values -------------------------------------------------------------------------------------------

  /** The value of a property, validated. */
  async read<T = unknown>(name: string, options: CallOptions = {}): Promise<T> {
    const { plan, answer } = await this.#readProperty(name, options);
    return plan.output.decode(answer.value, answer.candidate.responseType) as T;
  }

  /** Sets a property; resolves when the Thing has accepted the value. */
  async write(name: string, value: unknown, options: CallOptions = {}): Promise<void> {
    const affordance = this.#book.propertyAffordance(name);
    if (options.uriVariables !== undefined) checkUriVariables(affordance.uriVariables, options.uriVariables);
    requireValue(value, `writing "${name}"`);
    await exchange(this.#book.property("writeproperty", name), this.#environment, options, value);
  }

  /** Invokes an action and returns its output, waiting for an action that goes on by itself. */
  async invoke<T = unknown>(name: string, input?: unknown, options: CallOptions = {}): Promise<T> {
    const invocation = await this.start(name, input, options);
    return (await invocation.result(options)) as T;
  }

  /** Invokes an action and returns as soon as the Thing has answered. */
  async start(name: string, input?: unknown, options: CallOptions = {}): Promise<ActionInvocation> {
    const affordance = this.#book.actionAffordance(name);
    if (options.uriVariables !== undefined) checkUriVariables(affordance.uriVariables, options.uriVariables);
    const plan = this.#book.action("invokeaction", name);
    if (affordance.input !== undefined) requireValue(input, `invoking "${name}"`);
    const answer = await exchange(plan, this.#environment, options, input);
    return this.#invocation(plan, answer, affordance.synchronous);
  }

  /** Values of a property over time, from the moment the observation is ready. */
  observe<T = unknown>(name: string, options: ObserveOptions = {}): Observation<T> {
    return this.#stream<T>(() => this.#book.property("observeproperty", name), undefined, options);
  }

  /** Data of an event over time. `subscription` is what the event's subscription schema asks for. */
  subscribe<T = unknown>(
    name: string,
    options: ObserveOptions & { readonly subscription?: unknown } = {},
  ): Observation<T> {
    return this.#stream<T>(() => this.#book.event("subscribeevent", name), options.subscription, options);
  }

  /** Changes of all properties over time: objects with what changed, by property name. */
  observeAll(options: ObserveOptions = {}): Observation<Readonly<Record<string, unknown>>> {
    return this.#stream(() => this.#book.whole("observeallproperties"), undefined, options);
  }

  /** All events over time: objects with the event's data, by event name. */
  subscribeAll(options: ObserveOptions = {}): Observation<Readonly<Record<string, unknown>>> {
    return this.#stream(() => this.#book.whole("subscribeallevents"), undefined, options);
  }

  /** Values of all readable properties, by name: one request where the Thing has a Form for it, else one for each. */
  async readAll(options: CallOptions = {}): Promise<Record<string, unknown>> {
    const readable = Object.entries(this.#book.thing.properties ?? {}).filter(
      ([, property]) => !propertyDefaults(property).writeOnly && property.uriVariables === undefined,
    );
    if (!this.#book.offers("readallproperties"))
      return this.#readEach(
        readable.map(([name]) => name),
        options,
      );
    const plan = this.#book.whole("readallproperties");
    return this.#members(plan, await exchange(plan, this.#environment, options, undefined));
  }

  /** Values of the named properties, by name. */
  async readMultiple(names: readonly string[], options: CallOptions = {}): Promise<Record<string, unknown>> {
    for (const name of names) this.#book.propertyAffordance(name);
    const variable = this.#namesVariable();
    if (variable === undefined) return this.#readEach(names, options);
    const plan = this.#book.whole("readmultipleproperties");
    const uriVariables = { ...options.uriVariables, [variable]: names };
    return this.#members(plan, await exchange(plan, this.#environment, { ...options, uriVariables }, undefined));
  }

  /** Sets several properties: in one request where the Thing has a Form for it, else one after the other. */
  async writeMultiple(values: Readonly<Record<string, unknown>>, options: CallOptions = {}): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      this.#book.propertyAffordance(name);
      this.#book.property("writeproperty", name).input.validate(value);
    }
    if (this.#book.offers("writemultipleproperties")) {
      await exchange(this.#book.whole("writemultipleproperties"), this.#environment, options, values);
      return;
    }
    for (const [name, value] of Object.entries(values)) await this.write(name, value, options);
  }

  /** Sets all writable properties in one request. */
  async writeAll(values: Readonly<Record<string, unknown>>, options: CallOptions = {}): Promise<void> {
    await exchange(this.#book.whole("writeallproperties"), this.#environment, options, values);
  }

  /** Status of the latest invocation of an action, over the TD's own Form for it. */
  async queryAction(name: string, options: CallOptions = {}): Promise<RemoteActionStatus> {
    const plan = this.#book.action("queryaction", name);
    const answer = await exchange(plan, this.#environment, options, undefined);
    return statusOf(plan.output.decode(answer.value, answer.candidate.responseType));
  }

  /** Cancels the latest invocation of an action, over the TD's own Form for it. */
  async cancelAction(name: string, options: CallOptions = {}): Promise<void> {
    await exchange(this.#book.action("cancelaction", name), this.#environment, options, undefined);
  }

  /** Statuses of all invocations, by action name. */
  async queryAllActions(options: CallOptions = {}): Promise<Record<string, unknown>> {
    const plan = this.#book.whole("queryallactions");
    const answer = await exchange(plan, this.#environment, options, undefined);
    return plan.output.decode(answer.value, answer.candidate.responseType) as Record<string, unknown>;
  }

  // --- W3C Scripting API --------------------------------------------------------------------------------------

  async readProperty(name: string, options: WoT.InteractionOptions = {}): Promise<InteractionOutput> {
    const { plan, answer } = await this.#readProperty(name, options as CallOptions);
    return outputOfContent(answer.value, plan.output, answer.candidate.responseType, answer.candidate.form.form);
  }

  async readAllProperties(options: WoT.InteractionOptions = {}): Promise<WoT.PropertyReadMap> {
    return this.#outputs(await this.readAll(options as CallOptions));
  }

  async readMultipleProperties(names: string[], options: WoT.InteractionOptions = {}): Promise<WoT.PropertyReadMap> {
    return this.#outputs(await this.readMultiple(names, options as CallOptions));
  }

  async writeProperty(name: string, value: WoT.InteractionInput, options: WoT.InteractionOptions = {}): Promise<void> {
    await this.write(name, value, options as CallOptions);
  }

  async writeMultipleProperties(values: WoT.PropertyWriteMap, options: WoT.InteractionOptions = {}): Promise<void> {
    await this.writeMultiple(Object.fromEntries(values), options as CallOptions);
  }

  async invokeAction(
    name: string,
    params?: WoT.InteractionInput,
    options: WoT.InteractionOptions = {},
  ): Promise<ActionInvocation> {
    return this.start(name, params, options as CallOptions);
  }

  async observeProperty(
    name: string,
    listener: WoT.WotListener,
    errorListener?: WoT.ErrorListener,
    options: WoT.InteractionOptions = {},
  ): Promise<Subscription> {
    return this.#listen(this.#book.property("observeproperty", name), undefined, listener, errorListener, options);
  }

  async subscribeEvent(
    name: string,
    listener: WoT.WotListener,
    errorListener?: WoT.ErrorListener,
    options: WoT.InteractionOptions = {},
  ): Promise<Subscription> {
    return this.#listen(this.#book.event("subscribeevent", name), options.data, listener, errorListener, options);
  }

  /** Ends all subscriptions. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([...this.#subscriptions].map((subscription) => subscription.stop()));
  }

  // --- how ----------------------------------------------------------------------------------------------------

  async #readProperty(name: string, options: CallOptions): Promise<{ plan: Plan; answer: Answer<Reply> }> {
    if (options.uriVariables !== undefined) {
      checkUriVariables(this.#book.propertyAffordance(name).uriVariables, options.uriVariables);
    }
    const plan = this.#book.property("readproperty", name);
    return { plan, answer: await exchange(plan, this.#environment, options, undefined) };
  }

  async #readEach(names: readonly string[], options: CallOptions): Promise<Record<string, unknown>> {
    const values = await Promise.all(names.map(async (name) => [name, await this.read(name, options)] as const));
    return Object.fromEntries(values);
  }

  /** The members of an answer of the whole Thing, each held against its property's schema. */
  #members(plan: Plan, answer: Answer<Reply>): Record<string, unknown> {
    const values = plan.output.decode(answer.value, answer.candidate.responseType);
    if (typeof values !== "object" || values === null || Array.isArray(values)) {
      throw new ProtocolError("WOT_PROTOCOL", `the answer to ${plan.operation} is not an object of properties`);
    }
    for (const [name, value] of Object.entries(values)) {
      if (Object.hasOwn(this.#book.thing.properties ?? {}, name)) {
        this.#book.property("readproperty", name).output.validate(value);
      }
    }
    return values as Record<string, unknown>;
  }

  /** The URI variable that carries the names of `readmultipleproperties`, where a Form has one. */
  #namesVariable(): string | undefined {
    if (!this.#book.offers("readmultipleproperties")) return undefined;
    const [candidate] = this.#book.whole("readmultipleproperties").candidates;
    return candidate === undefined ? undefined : /\{[?&/]?([A-Za-z0-9_]+)/.exec(candidate.form.href)?.[1];
  }

  #outputs(values: Record<string, unknown>): WoT.PropertyReadMap {
    const outputs = Object.entries(values).map(([name, value]) => {
      const { output, candidates } = this.#book.property("readproperty", name);
      return [name, outputOfValue(value, output, candidates[0]?.form.form)] as const;
    });
    return new Map(outputs);
  }

  #invocation(plan: Plan, answer: Answer<Reply>, synchronous: boolean | undefined): ActionInvocation {
    const { value: reply, candidate } = answer;
    const goesOn = reply.location !== undefined || (synchronous === false && reply.body.length > 0);
    return new ActionInvocation({
      codec: plan.output,
      form: candidate.form.form,
      link: this.#link(plan, candidate, reply.location),
      clock: this.#environment.clock,
      output: goesOn ? undefined : outputOfContent(reply, plan.output, candidate.responseType, candidate.form.form),
    });
  }

  /** The way back to an invocation: its own address where the Thing gave one, else the TD's Forms. */
  #link(plan: Plan, candidate: Candidate, location: string | undefined): InvocationLink {
    const name = plan.name as string;
    if (location === undefined) {
      return {
        query: (options) => this.queryAction(name, options),
        cancel: (options) => this.cancelAction(name, options),
      };
    }
    const follow = async (operation: "queryaction" | "cancelaction", options: CallOptions): Promise<Reply> => {
      const prepared = prepareForm(candidate.form, { thing: this.#book.thing, operation, name }, this.#environment);
      if ("refused" in prepared) throw new UsageError("WOT_STATE", `${operation} is not possible: ${prepared.refused}`);
      const timeoutMs = options.timeoutMs ?? this.#environment.limits.timeoutMs;
      return prepared.prepared.request({ timeoutMs, location, ...(options.signal ? { signal: options.signal } : {}) });
    };
    return {
      query: async (options) => {
        const reply: Content = await follow("queryaction", options);
        return statusOf(this.#anything.decode(reply, candidate.responseType));
      },
      cancel: async (options) => void (await follow("cancelaction", options)),
    };
  }

  #stream<T>(planOf: () => Plan, input: unknown, options: ObserveOptions): Observation<T> {
    return new Observation<T>(async (queue, callOptions) => {
      const plan = planOf();
      return this.#follow(plan, callOptions, input, {
        next: (content, candidate) => {
          try {
            const value = content.body.length === 0 ? undefined : plan.output.decode(content, candidate.responseType);
            queue.push(value as T);
          } catch (error) {
            if (options.onInvalid === undefined) {
              queue.fail(error);
              void queue.return();
            } else options.onInvalid(asWotError(error));
          }
        },
        interrupted: (error) => options.onInterrupted?.(error),
        resumed: () => options.onResumed?.(),
        error: (error) => queue.fail(error),
        complete: () => queue.end(),
      });
    }, options);
  }

  #listen(
    plan: Plan,
    input: unknown,
    listener: WoT.WotListener,
    errorListener: WoT.ErrorListener | undefined,
    options: WoT.InteractionOptions,
  ): Promise<Subscription> {
    return this.#follow(plan, options as CallOptions, input, {
      next: (content, candidate) =>
        listener(outputOfContent(content, plan.output, candidate.responseType, candidate.form.form)),
      interrupted: (error) => errorListener?.(error),
      error: (error) => errorListener?.(error),
      complete: () => {},
    });
  }

  async #follow(plan: Plan, options: CallOptions, input: unknown, listener: Listener): Promise<Subscription> {
    const subscription = await subscribePlan(plan, this.#environment, options, input, listener, (ended) =>
      this.#subscriptions.delete(ended),
    );
    if (subscription.active) this.#subscriptions.add(subscription);
    return subscription;
  }
}

function requireValue(value: unknown, what: string): void {
  if (value === undefined) throw new UsageError("WOT_ARGUMENT", `${what} needs a value`);
}

function statusOf(value: unknown): RemoteActionStatus {
  const status = (value as { status?: unknown } | null)?.status;
  if (status === "pending" || status === "running" || status === "completed" || status === "failed") {
    return value as RemoteActionStatus;
  }
  throw new ProtocolError("WOT_PROTOCOL", "the answer is not the status of an action");
}
