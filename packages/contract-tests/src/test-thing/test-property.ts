import type {
  Content,
  HostedProperty,
  HostedSubscription,
  InboundRequest,
  MaybePromise,
  Subscriber,
} from "@thingwright/contracts";
import { DataSchemaError, UnsupportedError, type WotError } from "@thingwright/errors";
import type { DataSchema, Operation } from "@thingwright/td";
import { jsonContent, jsonOf } from "../json-content.js";
import type { CallLog } from "./call-log.js";
import { Emitter } from "./emitter.js";
import type { Gate } from "./gate.js";

/** What a test property keeps; `bytes` are a Uint8Array and travel as they are. */
export type ValueType = "integer" | "string" | "bytes";

/** How a test property is scripted. */
export interface PropertyScript {
  readonly value?: unknown;
  readonly type?: ValueType;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly observable?: boolean;
  readonly contentTypes?: readonly string[];
  readonly uriVariables?: Readonly<Record<string, DataSchema>>;
  /** What every verb fails with. */
  readonly failure?: WotError;
  /** What reads wait for. */
  readonly gate?: Gate;
}

/** A property that keeps a JSON value, records its calls and does as its script says. */
export class TestProperty implements HostedProperty {
  readonly name: string;
  readonly type: ValueType;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly observable: boolean;
  readonly contentTypes: readonly string[];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  /** What the document would declare, by the IRI of the term. */
  readonly terms = new Map<string, unknown>();
  readonly emitter = new Emitter();
  readonly gate: Gate | undefined;
  /** What every verb fails with; may change while a check runs. */
  failure: unknown;
  value: unknown;
  readonly #log: CallLog;
  readonly #changed: (name: string, value: unknown) => void;

  constructor(name: string, script: PropertyScript, log: CallLog, changed: (name: string, value: unknown) => void) {
    this.name = name;
    this.type = script.type ?? "string";
    this.readOnly = script.readOnly ?? false;
    this.writeOnly = script.writeOnly ?? false;
    this.observable = script.observable ?? false;
    this.contentTypes = script.contentTypes ?? ["application/json"];
    this.uriVariables = new Map(Object.entries(script.uriVariables ?? {}));
    this.gate = script.gate;
    this.failure = script.failure;
    this.value = script.value;
    this.#log = log;
    this.#changed = changed;
  }

  declared(iri: string, _operation: Operation): unknown {
    return this.terms.get(iri);
  }

  read(request: InboundRequest): MaybePromise<Content> {
    this.#log.record({ operation: "readproperty", affordance: this.name, request });
    this.#refuse(this.writeOnly);
    if (this.gate !== undefined) return this.gate.passed().then(() => this.#content(request.accept));
    return this.#content(request.accept);
  }

  write(request: InboundRequest): void {
    this.#log.record({ operation: "writeproperty", affordance: this.name, request });
    this.#refuse(this.readOnly);
    const value = decoded(request);
    this.check(value);
    this.set(value);
  }

  observe(request: InboundRequest, subscriber: Subscriber): HostedSubscription {
    this.#log.record({ operation: "observeproperty", affordance: this.name, request });
    this.#refuse(!this.observable);
    return this.emitter.subscribe(subscriber);
  }

  /** @throws {DataSchemaError} WOT_DATA_INVALID when `value` is not of the property's type */
  check(value: unknown): void {
    if (isOfType[this.type](value)) return;
    throw new DataSchemaError("WOT_DATA_INVALID", `the value must be of the type ${this.type}`);
  }

  /** Takes `value` over and tells all that observe. */
  set(value: unknown): void {
    this.value = value;
    if (this.observable) this.emitter.emit(this.#content(undefined));
    this.#changed(this.name, value);
  }

  #content(accept: string | undefined): Content {
    const contentType = accept ?? this.contentTypes[0] ?? "application/json";
    if (this.value instanceof Uint8Array) return { contentType, body: this.value };
    if (contentType === "text/plain") return { contentType, body: new TextEncoder().encode(String(this.value)) };
    return jsonContent(this.value, contentType);
  }

  #refuse(notOffered: boolean): void {
    if (this.failure !== undefined) throw this.failure;
    if (notOffered) throw new UnsupportedError("WOT_OPERATION", `${this.name} does not offer this`);
  }
}

const isOfType: Readonly<Record<ValueType, (value: unknown) => boolean>> = {
  integer: Number.isInteger,
  string: (value) => typeof value === "string",
  bytes: (value) => value instanceof Uint8Array,
};

/** The value of a request's body: JSON, text or bytes. @throws {DataSchemaError} WOT_DATA_SYNTAX */
export function decoded(request: InboundRequest): unknown {
  const { content } = request;
  if (content?.contentType === "text/plain") return new TextDecoder().decode(content.body);
  if (content?.contentType === "application/octet-stream") return content.body.slice();
  try {
    return content === undefined ? undefined : jsonOf(content);
  } catch (cause) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the body is no JSON text", { cause });
  }
}
