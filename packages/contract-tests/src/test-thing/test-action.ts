import {
  type ActionStatus,
  type HostedAction,
  type InboundRequest,
  type InvocationReply,
  noContent,
} from "@thingwright/contracts";
import { RequestError, type WotError } from "@thingwright/errors";
import type { DataSchema, Operation } from "@thingwright/td";
import type { CallLog } from "./call-log.js";

/** How a test action is scripted. */
export interface ActionScript {
  readonly synchronous?: boolean;
  readonly uriVariables?: Readonly<Record<string, DataSchema>>;
  /** What `invoke` fails with. */
  readonly failure?: WotError;
}

/** An action that answers with its input, or goes on by itself until a check finishes it. */
export class TestAction implements HostedAction {
  readonly name: string;
  readonly synchronous: boolean;
  readonly contentTypes = ["application/json"];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  /** What the document would declare, by the IRI of the term. */
  readonly terms = new Map<string, unknown>();
  failure: unknown;
  readonly #log: CallLog;
  /** By id, the oldest first. */
  readonly #statuses = new Map<string, ActionStatus>();

  constructor(name: string, script: ActionScript, log: CallLog) {
    this.name = name;
    this.synchronous = script.synchronous ?? true;
    this.uriVariables = new Map(Object.entries(script.uriVariables ?? {}));
    this.failure = script.failure;
    this.#log = log;
  }

  /** The latest first. */
  get statuses(): readonly ActionStatus[] {
    return [...this.#statuses.values()].reverse();
  }

  declared(iri: string, _operation: Operation): unknown {
    return this.terms.get(iri);
  }

  invoke(request: InboundRequest): InvocationReply {
    this.#log.record({ operation: "invokeaction", affordance: this.name, request });
    if (this.failure !== undefined) throw this.failure;
    if (this.synchronous) return { kind: "output", content: request.content ?? noContent };
    const id = `${this.name}-${this.#statuses.size + 1}`;
    const status: ActionStatus = { id, status: "running", timeRequested: "2026-01-01T00:00:00Z" };
    this.#statuses.set(id, status);
    return { kind: "status", status };
  }

  query(id: string | undefined, request: InboundRequest): ActionStatus {
    this.#log.record({ operation: "queryaction", affordance: this.name, request, invocation: id });
    return this.#find(id);
  }

  cancel(id: string | undefined, request: InboundRequest): void {
    this.#log.record({ operation: "cancelaction", affordance: this.name, request, invocation: id });
    this.#statuses.delete(this.#find(id).id);
  }

  /** Lets the invocation `id` end well. */
  finish(id: string, output: unknown): void {
    this.#statuses.set(id, { ...this.#find(id), status: "completed", output, timeEnded: "2026-01-01T00:00:01Z" });
  }

  #find(id: string | undefined): ActionStatus {
    const status = id === undefined ? this.statuses[0] : this.#statuses.get(id);
    if (status === undefined) throw new RequestError("WOT_NOT_FOUND", "there is no such invocation");
    return status;
  }
}
