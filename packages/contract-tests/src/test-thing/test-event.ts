import {
  type HostedEvent,
  type HostedSubscription,
  type InboundRequest,
  noContent,
  type Subscriber,
} from "@thingwright/contracts";
import type { DataSchema, Operation } from "@thingwright/td";
import { jsonContent } from "../json-content.js";
import type { CallLog } from "./call-log.js";
import { Emitter } from "./emitter.js";

/** An event that happens when a check says so. */
export class TestEvent implements HostedEvent {
  readonly name: string;
  readonly contentTypes = ["application/json"];
  readonly uriVariables: ReadonlyMap<string, DataSchema> = new Map();
  /** What the document would declare, by the IRI of the term. */
  readonly terms = new Map<string, unknown>();
  readonly emitter = new Emitter();
  failure: unknown;
  readonly #log: CallLog;
  readonly #happened: (name: string, value: unknown) => void;

  constructor(name: string, log: CallLog, happened: (name: string, value: unknown) => void) {
    this.name = name;
    this.#log = log;
    this.#happened = happened;
  }

  declared(iri: string, _operation: Operation): unknown {
    return this.terms.get(iri);
  }

  subscribe(request: InboundRequest, subscriber: Subscriber): HostedSubscription {
    this.#log.record({ operation: "subscribeevent", affordance: this.name, request });
    if (this.failure !== undefined) throw this.failure;
    return this.emitter.subscribe(subscriber);
  }

  /** Happens with `value`, without data when it is `undefined`; `content` is how it travels, by default its JSON bytes. */
  emit(value: unknown, content = value === undefined ? noContent : jsonContent(value)): void {
    this.emitter.emit(content);
    this.#happened(this.name, value);
  }
}
