import {
  type Content,
  type HostedSubscription,
  type InboundRequest,
  type MaybePromise,
  noContent,
  type Principal,
  type ServerAuthenticator,
  type Subscriber,
} from "@thingwright/contracts";
import { DataSchemaError, RequestError } from "@thingwright/errors";
import type { ValueCodec } from "../value/value-codec.js";
import { admit } from "./access.js";
import { type AnswerRules, contentOfAnswer } from "./answer.js";
import { Emitter } from "./emitter.js";
import type { ExposedProperty } from "./exposed-property.js";
import { requireOffered } from "./offered.js";

interface AllPropertiesContext {
  readonly authenticator: ServerAuthenticator | undefined;
  /** Longest stream that a handler may answer with. */
  readonly maxStreamBytes: number;
}

/** The operations on several or all properties of a Thing at once. */
export class AllProperties {
  #emitter = new Emitter();
  readonly #properties: ReadonlyMap<string, ExposedProperty>;
  readonly #codec: ValueCodec;
  readonly #contentTypes: readonly string[];
  readonly #authenticator: ServerAuthenticator | undefined;
  readonly #rules: AnswerRules;

  constructor(
    properties: ReadonlyMap<string, ExposedProperty>,
    codec: ValueCodec,
    contentTypes: readonly string[],
    { authenticator, maxStreamBytes }: AllPropertiesContext,
  ) {
    this.#properties = properties;
    this.#codec = codec;
    this.#contentTypes = contentTypes;
    this.#authenticator = authenticator;
    this.#rules = { of: "the Thing", codec, maxStreamBytes };
  }

  /** Whether somebody observes all properties at once. */
  get isObserved(): boolean {
    return this.#emitter.hasSubscribers;
  }

  /**
   * All readable properties; one that has no value yet, or cannot be had now, is left out.
   *
   * @throws {RequestError} WOT_UNAVAILABLE when that leaves none
   */
  readAll(request: InboundRequest): MaybePromise<Content> {
    return this.#answer(request, (principal) => {
      const readable = [...this.#properties.values()].filter(
        ({ writeOnly, uriVariables }) => !writeOnly && uriVariables.size === 0,
      );
      return this.#values(readable, request, principal, true);
    });
  }

  readMultiple(names: readonly string[], request: InboundRequest): MaybePromise<Content> {
    return this.#answer(request, (principal) => {
      const properties = [...new Set(names)].map((name) => this.#find(name));
      for (const { name, writeOnly } of properties) {
        if (writeOnly) throw new RequestError("WOT_METHOD", `property "${name}" can only be written`);
      }
      return this.#values(properties, request, principal, false);
    });
  }

  write(request: InboundRequest, complete: boolean): MaybePromise<void> {
    return admit(this.#authenticator, request, async (principal) => {
      const content = request.content ?? noContent;
      requireOffered(content, this.#contentTypes);
      const values = this.#decode(content);
      if (complete) this.#requireAll(values);
      for (const [name, value] of values) this.#find(name).checkWritable(value);
      for (const [name, value] of values) await this.#find(name).writeValue(value, request, principal);
    });
  }

  observe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    const emitter = this.#emitter;
    return admit(this.#authenticator, request, () => emitter.add(subscriber, this.#typeFor(request)));
  }

  /** Tells those who observe everything that one property changed. */
  changed(name: string, value: unknown, time: number): void {
    this.#emitter.emit(time, (contentType) => this.#codec.encode({ [name]: value }, contentType));
  }

  /** Ends all observations. */
  end(): void {
    this.#emitter.end();
    this.#emitter = new Emitter();
  }

  #answer(
    request: InboundRequest,
    values: (principal: Principal | undefined) => Promise<Record<string, unknown>>,
  ): MaybePromise<Content> {
    return admit(this.#authenticator, request, async (principal) =>
      contentOfAnswer(await values(principal), this.#typeFor(request), this.#rules, request),
    );
  }

  async #values(
    properties: readonly ExposedProperty[],
    request: InboundRequest,
    principal: Principal | undefined,
    lenient: boolean,
  ): Promise<Record<string, unknown>> {
    let missing: RequestError | undefined;
    const answers = await Promise.all(
      properties.map(async (property) => {
        try {
          return [[property.name, await property.readValue(request, principal)] as const];
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

  #decode(content: Content): readonly (readonly [string, unknown])[] {
    const values = this.#codec.decode(content, this.#contentTypes[0] as string);
    if (typeof values === "object" && values !== null && !Array.isArray(values)) return Object.entries(values);
    throw new DataSchemaError("WOT_DATA_INVALID", "the content must be an object of property values");
  }

  #requireAll(values: readonly (readonly [string, unknown])[]): void {
    const given = new Set(values.map(([name]) => name));
    for (const { name, readOnly, uriVariables } of this.#properties.values()) {
      if (readOnly || uriVariables.size > 0 || given.has(name)) continue;
      throw new DataSchemaError("WOT_DATA_INVALID", `property "${name}" is missing`, { pointer: `/${name}` });
    }
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
