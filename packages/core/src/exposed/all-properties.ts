import {
  andThen,
  type Content,
  type HostedSubscription,
  type InboundRequest,
  type MaybePromise,
  type Principal,
  type ServerAuthenticator,
  type Subscriber,
} from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { DataSchema, PropertyOperation, ThingOperation } from "@thingwright/td";
import type { ValueCodec } from "../value/value-codec.js";
import type { Admissions } from "./access/admissions.js";
import { admit } from "./access/admit.js";
import { withoutCredentials } from "./access/body-credentials.js";
import { type AnswerRules, contentOfAnswer } from "./affordances/answer.js";
import type { ExposedProperty } from "./affordances/exposed-property.js";
import { requireOffered } from "./affordances/offered.js";
import { ViewEmitter } from "./emission/view-emitter.js";
import { requireAll, valuesIn } from "./written-values.js";

interface AllPropertiesContext {
  /** Of an operation on the whole Thing. */
  wholeAuthenticator(operation: ThingOperation): ServerAuthenticator | undefined;
  /** What whoever asks may do to each property. */
  admissionsTo(
    kind: "properties",
    operation: PropertyOperation,
    whole: ThingOperation,
    request: InboundRequest,
  ): MaybePromise<Admissions>;
  /** Names of the URI variables that the Thing declares for all of its affordances. */
  sharedVariables(): readonly string[];
  /** What an object of values by property name matches. */
  propertyValues(): DataSchema;
  /** Longest stream that a handler may answer with. */
  readonly maxStreamBytes: number;
}

/** Whoever was let in to an operation on several properties. */
interface Entrant {
  readonly request: InboundRequest;
  readonly admissions: Admissions;
  /** Who uses one property. @throws {WotError} when it may not */
  principalFor(name: string): Principal | undefined;
}

/** The operations on several or all properties of a Thing at once. */
export class AllProperties {
  #emitter = new ViewEmitter();
  /** For those who chose what they hear of: however many choices there are, who observes everything finds room. */
  #chosen = new ViewEmitter();
  readonly #properties: ReadonlyMap<string, ExposedProperty>;
  readonly #codec: ValueCodec;
  readonly #contentTypes: readonly string[];
  readonly #context: AllPropertiesContext;
  readonly #rules: AnswerRules;

  constructor(
    properties: ReadonlyMap<string, ExposedProperty>,
    codec: ValueCodec,
    contentTypes: readonly string[],
    context: AllPropertiesContext,
  ) {
    this.#properties = properties;
    this.#codec = codec;
    this.#contentTypes = contentTypes;
    this.#context = context;
    this.#rules = { of: "the Thing", codec, maxStreamBytes: context.maxStreamBytes };
  }

  /** Whether somebody observes all or several properties at once. */
  get isObserved(): boolean {
    return this.#emitter.hasSubscribers || this.#chosen.hasSubscribers;
  }

  /**
   * All properties that whoever asks may read; one that has no value yet, or cannot be had now, is left out, and so is one
   * with URI variables of its own, which are not there.
   *
   * @throws {RequestError} WOT_UNAVAILABLE when that leaves none
   * @throws {CredentialsError} when none may be read
   */
  readAll(request: InboundRequest): MaybePromise<Content> {
    return this.#answer("readallproperties", request, (entrant) => {
      const readable = this.#whole.filter(({ writeOnly }) => !writeOnly);
      return this.#values(entrant.admissions.admitted(readable), entrant, true);
    });
  }

  readMultiple(names: readonly string[], request: InboundRequest): MaybePromise<Content> {
    return this.#answer("readmultipleproperties", request, (entrant) => {
      const properties = [...new Set(names)].map((name) => this.#find(name));
      for (const { name, writeOnly } of properties) {
        entrant.principalFor(name);
        if (writeOnly) throw new RequestError("WOT_METHOD", `property "${name}" can only be written`);
      }
      return this.#values(properties, entrant, false);
    });
  }

  /**
   * Sets the properties whose values are in the body. Every name and value is checked before the first is set.
   *
   * Credentials for one property that travel in a body are looked for where its security definition says, from the root of
   * this body, and are no value: only a member that is a property, or part of one, stays.
   *
   * @param complete - whether every property that can be written must be there
   */
  write(request: InboundRequest, complete: boolean): MaybePromise<void> {
    const operation = complete ? "writeallproperties" : "writemultipleproperties";
    const authenticator = this.#context.wholeAuthenticator(operation);
    return this.#admit(operation, "writeproperty", request, async ({ admissions, principalFor }) => {
      const bodyMembers = [...(authenticator?.bodyMembers ?? []), ...admissions.bodyMembers];
      const content = withoutCredentials(request, { bodyMembers }, this.#context.propertyValues());
      requireOffered(content, this.#contentTypes);
      const values = valuesIn(content, this.#codec, this.#contentTypes[0] as string);
      if (complete) requireAll(values, this.#whole);
      for (const [name, value] of values) {
        const property = this.#find(name);
        principalFor(name);
        property.checkWritable(value);
      }
      for (const [name, value] of values) await this.#find(name).writeValue(value, request, principalFor(name));
    });
  }

  observe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    const emitter = this.#emitter;
    return this.#admit("observeallproperties", "observeproperty", request, ({ admissions }) => {
      const { hidden } = admissions;
      if (hidden.size > 0) admissions.admitted([...this.#properties.values()].filter(({ observable }) => observable));
      return emitter.add(subscriber, this.#typeFor(request), hidden);
    });
  }

  /**
   * Observes the properties of these names alone.
   *
   * @throws {RequestError} WOT_BAD_REQUEST for a name that the Thing does not have; WOT_METHOD for a property that cannot
   *   be observed; WOT_TOO_MANY when others observe too many other choices
   * @throws {CredentialsError} when one of them may not be observed
   */
  observeMultiple(
    names: readonly string[],
    request: InboundRequest,
    subscriber: Subscriber,
  ): MaybePromise<HostedSubscription> {
    const emitter = this.#chosen;
    return this.#admit("observeallproperties", "observeproperty", request, ({ principalFor }) => {
      const wanted = new Set(names);
      for (const name of wanted) {
        const { observable } = this.#find(name);
        if (!observable) throw new RequestError("WOT_METHOD", `property "${name}" cannot be observed`);
        principalFor(name);
      }
      const hidden = new Set([...this.#properties.keys()].filter((name) => !wanted.has(name)));
      return emitter.add(subscriber, this.#typeFor(request), hidden);
    });
  }

  /** Tells those who observe everything, or this, that one property changed. */
  changed(name: string, value: unknown, time: number): void {
    const encode = (contentType: string): Content => this.#codec.encode({ [name]: value }, contentType);
    try {
      this.#emitter.emit(name, time, encode);
    } finally {
      this.#chosen.emit(name, time, encode);
    }
  }

  /** Ends all observations. */
  end(): void {
    this.#emitter.end();
    this.#emitter = new ViewEmitter();
    this.#chosen.end();
    this.#chosen = new ViewEmitter();
  }

  #answer(
    operation: "readallproperties" | "readmultipleproperties",
    request: InboundRequest,
    values: (entrant: Entrant) => Promise<Record<string, unknown>>,
  ): MaybePromise<Content> {
    return this.#admit(operation, "readproperty", request, async (entrant) =>
      contentOfAnswer(await values(entrant), this.#typeFor(request), this.#rules, request),
    );
  }

  /** Lets whoever may carry out `whole` proceed, with what it may do to each property. */
  #admit<T>(
    whole: ThingOperation,
    each: PropertyOperation,
    request: InboundRequest,
    next: (entrant: Entrant) => MaybePromise<T>,
  ): MaybePromise<T> {
    return admit(this.#context.wholeAuthenticator(whole), request, (principal) =>
      andThen(this.#context.admissionsTo("properties", each, whole, request), (admissions) =>
        next({ request, admissions, principalFor: (name) => admissions.principalFor(name, principal) }),
      ),
    );
  }

  async #values(
    properties: readonly ExposedProperty[],
    { request, principalFor }: Entrant,
    lenient: boolean,
  ): Promise<Record<string, unknown>> {
    let missing: RequestError | undefined;
    const answers = await Promise.all(
      properties.map(async (property) => {
        try {
          return [[property.name, await property.readValue(request, principalFor(property.name))] as const];
        } catch (error) {
          if (!lenient || !isUnavailable(error)) throw error;
          missing = error;
          return [];
        }
      }),
    );
    const entries = answers.flat();
    if (entries.length === 0 && missing !== undefined) {
      throw new RequestError("WOT_UNAVAILABLE", "no property can be had now", { cause: missing });
    }
    return Object.fromEntries(entries);
  }

  /** Those that are whole without URI variables of their own. */
  get #whole(): ExposedProperty[] {
    const shared = this.#context.sharedVariables();
    return [...this.#properties.values()].filter(({ uriVariables }) =>
      [...uriVariables.keys()].every((name) => shared.includes(name)),
    );
  }

  #find(name: string): ExposedProperty {
    const property = this.#properties.get(name);
    if (property === undefined) throw new RequestError("WOT_BAD_REQUEST", `the Thing has no property "${name}"`);
    return property;
  }

  #typeFor(request: InboundRequest): string {
    return request.accept ?? (this.#contentTypes[0] as string);
  }
}

const isUnavailable = (error: unknown): error is RequestError =>
  error instanceof RequestError && error.code === "WOT_UNAVAILABLE";
