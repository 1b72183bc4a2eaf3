import {
  type ActionStatus,
  type HostedAction,
  type InboundRequest,
  type InvocationReply,
  type MaybePromise,
  noContent,
} from "@thingwright/contracts";
import { InternalError, RequestError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import { InteractionOutput } from "../value/interaction-output.js";
import { andThen } from "../value/maybe-promise.js";
import { contentOfStream, isStream } from "../value/raw-input.js";
import { admit } from "./access.js";
import type { ActionInit, ActionPlan } from "./affordance-plan.js";
import type { ExposedContext } from "./exposed-context.js";
import { guard } from "./guard.js";
import { InvocationLog } from "./invocation-log.js";
import { type HandlerOptions, handlerOptions } from "./request-options.js";

/** Carries an action out and returns its output; `options.signal` aborts when an asynchronous action is cancelled. */
export type ActionHandler = (input: InteractionOutput, options: HandlerOptions) => unknown;

/** An action of an exposed Thing. */
export class ExposedAction implements HostedAction {
  readonly name: string;
  handler: ActionHandler | undefined;
  readonly #plan: ActionPlan;
  readonly #context: ExposedContext;
  #log: InvocationLog | undefined;

  constructor(name: string, plan: ActionPlan, context: ExposedContext) {
    this.name = name;
    this.#plan = plan;
    this.#context = context;
  }

  /** The affordance as it was produced, without forms. */
  get affordance(): ActionInit {
    return this.#plan.affordance;
  }

  get contentTypes(): readonly string[] {
    return this.#plan.contentTypes;
  }

  get uriVariables(): ReadonlyMap<string, DataSchema> {
    return this.#plan.uriVariables;
  }

  get synchronous(): boolean {
    return this.#plan.synchronous;
  }

  invoke(request: InboundRequest): MaybePromise<InvocationReply> {
    return admit(this.#context.authenticator, request, (principal) => {
      const handler = this.handler;
      if (handler === undefined) throw new RequestError("WOT_UNAVAILABLE", `nobody carries out action "${this.name}"`);
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      const input = this.#input(request);
      return this.synchronous ? this.#run(handler, input, options, request) : this.#start(handler, input, options);
    });
  }

  query(id: string | undefined, request: InboundRequest): MaybePromise<ActionStatus> {
    return admit(this.#context.authenticator, request, () => this.#invocations().get(id));
  }

  cancel(id: string | undefined, request: InboundRequest): MaybePromise<void> {
    return admit(this.#context.authenticator, request, () => this.#invocations().cancel(id));
  }

  /** Statuses of the remembered invocations, the latest first. */
  statuses(): readonly ActionStatus[] {
    return this.#log?.all() ?? [];
  }

  /** Stops everything that still runs. */
  end(): void {
    this.#log?.end();
  }

  #input(request: InboundRequest): InteractionOutput {
    const { content = noContent } = request;
    const { input } = this.#plan;
    const empty = content.body.length === 0;
    const value =
      empty && input.schema === undefined ? undefined : input.decode(content, this.contentTypes[0] as string);
    return new InteractionOutput({ schema: input.schema, value: () => value, bytes: () => content.body });
  }

  #run(
    handler: ActionHandler,
    input: InteractionOutput,
    options: HandlerOptions,
    request: InboundRequest,
  ): MaybePromise<InvocationReply> {
    const contentType = request.accept ?? (this.contentTypes[0] as string);
    return andThen(
      guard(() => handler(input, options)),
      (value) => this.#output(value, contentType),
    );
  }

  #output(value: unknown, contentType: string): MaybePromise<InvocationReply> {
    if (value === undefined) return { kind: "output", content: noContent };
    if (isStream(value)) {
      return contentOfStream(value, contentType, this.#context.maxStreamBytes).then((content) => ({
        kind: "output",
        content,
      }));
    }
    return this.#checked(() => ({ kind: "output", content: this.#plan.output.encode(value, contentType) }));
  }

  #start(handler: ActionHandler, input: InteractionOutput, options: HandlerOptions): InvocationReply {
    const status = this.#invocations().start(this.#context.newId(), async (signal) => {
      const value = await guard(() => handler(input, { ...options, signal }));
      if (value !== undefined) this.#checked(() => this.#plan.output.validate(value));
      return value;
    });
    return { kind: "status", status };
  }

  #invocations(): InvocationLog {
    this.#log ??= new InvocationLog(this.#context.clock, this.#context.maxInvocations);
    return this.#log;
  }

  /** An output that breaks its own schema is the application's fault, not the asker's. */
  #checked<T>(use: () => T): T {
    try {
      return use();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new InternalError("WOT_INTERNAL", `action "${this.name}" has an unusable output: ${why}`, { cause: error });
    }
  }
}
