import {
  type ActionStatus,
  andThen,
  type Content,
  type HostedAction,
  type InboundRequest,
  type InvocationReply,
  type MaybePromise,
  noContent,
} from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { AnyVariables, DataSchema, Operation } from "@thingwright/td";
import { InteractionOutput } from "../../value/interaction-output.js";
import type { ValueCodec } from "../../value/value-codec.js";
import { admit } from "../access/admit.js";
import { withoutCredentials } from "../access/body-credentials.js";
import type { ActionPlan } from "../plan/affordance-plan.js";
import { contentOfAnswer, statusOutputOf, valueOfAnswer } from "./answer.js";
import type { ExposedContext } from "./exposed-context.js";
import { guard } from "./guard.js";
import { InvocationLog } from "./invocation-log.js";
import { requireOffered } from "./offered.js";
import { type HandlerAnswer, type HandlerOptions, handlerOptions } from "./request-options.js";

/** Carries an action out and returns its output; `options.signal` aborts when an asynchronous action is cancelled. */
export type ActionHandler<Input = unknown, Output = unknown, Variables = AnyVariables> = (
  input: InteractionOutput<Input>,
  options: HandlerOptions<Variables>,
) => HandlerAnswer<Output>;

/** An action of an exposed Thing. */
export class ExposedAction implements HostedAction {
  handler: ActionHandler | undefined;
  readonly #plan: ActionPlan;
  readonly #context: ExposedContext;
  #log: InvocationLog | undefined;

  constructor(plan: ActionPlan, context: ExposedContext) {
    this.#plan = plan;
    this.#context = context;
  }

  get name(): string {
    return this.#plan.name;
  }

  get contentTypes(): readonly string[] {
    return this.#plan.contentTypes;
  }

  get uriVariables(): ReadonlyMap<string, DataSchema> {
    return this.#plan.uriVariables;
  }

  declared(iri: string, operation: Operation): unknown {
    return this.#plan.declared?.get(iri, operation);
  }

  get synchronous(): boolean {
    return this.#plan.synchronous;
  }

  invoke(request: InboundRequest): MaybePromise<InvocationReply> {
    const log = this.synchronous ? undefined : this.#invocations();
    const authenticator = this.#context.authenticatorFor(this.#plan.access, "invokeaction");
    return admit(authenticator, request, (principal) => {
      const handler = this.#handlerOrThrow();
      const options = handlerOptions(request, this.#plan.uriVariables, principal);
      const input = this.#input(withoutCredentials(request, authenticator, this.#plan.input.schema));
      return log === undefined
        ? this.#run(handler, input, options, request)
        : this.#start(log, handler, input, options);
    });
  }

  /**
   * Carries the action out for the program itself and gives its output, whether others are answered at once or not.
   *
   * @throws {DataSchemaError} WOT_DATA_INVALID for an input that it does not take
   */
  invokeValue(value: unknown, request: InboundRequest): MaybePromise<unknown> {
    const handler = this.#handlerOrThrow();
    const { input, rules, output } = this.#plan;
    input.validate(value);
    const bytes = () => input.encode(value, "application/json").body;
    const given = new InteractionOutput({ schema: input.schema, value: () => value, bytes });
    const answer = guard(() => handler(given, handlerOptions(request, this.#plan.uriVariables)));
    return andThen(answer, (result) => {
      if (output.isNothing(result)) return undefined;
      return valueOfAnswer(result, this.contentTypes[0] as string, rules, request);
    });
  }

  query(id: string | undefined, request: InboundRequest): MaybePromise<ActionStatus> {
    const authenticator = this.#context.authenticatorFor(this.#plan.access, "queryaction");
    return admit(authenticator, request, () => this.#invocations().get(id));
  }

  cancel(id: string | undefined, request: InboundRequest): MaybePromise<void> {
    const authenticator = this.#context.authenticatorFor(this.#plan.access, "cancelaction");
    return admit(authenticator, request, () => this.#invocations().cancel(id));
  }

  /** Statuses of the remembered invocations, the latest first. */
  statuses(): readonly ActionStatus[] {
    return this.#log?.all() ?? [];
  }

  /** Stops everything that still runs. */
  end(): void {
    this.#log?.end();
    this.#log = undefined;
  }

  #handlerOrThrow(): ActionHandler {
    if (this.handler !== undefined) return this.handler;
    throw new RequestError("WOT_UNAVAILABLE", `nobody carries out action "${this.name}"`);
  }

  #input(content: Content): InteractionOutput {
    const { input } = this.#plan;
    if (content.body.length > 0 && !this.#plan.lenient) {
      if (input.schema === undefined) throw new RequestError("WOT_BAD_REQUEST", "the action takes no input");
      requireOffered(content, this.contentTypes);
    }
    const value = inputOf(content, input, this.contentTypes[0] as string);
    return new InteractionOutput({ schema: input.schema, value: () => value, bytes: () => content.body });
  }

  #run(
    handler: ActionHandler,
    input: InteractionOutput,
    options: HandlerOptions,
    request: InboundRequest,
  ): MaybePromise<InvocationReply> {
    const contentType = request.accept ?? (this.contentTypes[0] as string);
    const answer = guard(() => handler(input, options));
    return andThen(answer, (value) => this.#reply(value, contentType, request));
  }

  #reply(value: unknown, contentType: string, request: InboundRequest): MaybePromise<InvocationReply> {
    if (this.#plan.output.isNothing(value)) return { kind: "output", content: noContent };
    return andThen(contentOfAnswer(value, contentType, this.#plan.rules, request), (content) => ({
      kind: "output",
      content,
    }));
  }

  #start(
    log: InvocationLog,
    handler: ActionHandler,
    input: InteractionOutput,
    options: HandlerOptions,
  ): InvocationReply {
    const status = log.start(this.#context.newId(), async (signal) => {
      const answer = await guard(() => handler(input, { ...options, signal }));
      if (answer === undefined) return undefined;
      const contentType = this.contentTypes[0] as string;
      return statusOutputOf(await valueOfAnswer(answer, contentType, this.#plan.rules, { signal }), this.#plan.rules);
    });
    return { kind: "status", status };
  }

  #invocations(): InvocationLog {
    this.#log ??= new InvocationLog(this.#context.clock, this.#context.maxInvocations);
    return this.#log;
  }
}

/**
 * The value of an input, `undefined` when it is left out and the schema asks for nothing.
 *
 * @throws {DataSchemaError} for one that the action does not take
 */
function inputOf(content: Content, input: ValueCodec, contentType: string): unknown {
  if (input.schema === undefined) return undefined;
  if (content.body.length > 0 || content.contentType !== "") return input.decode(content, contentType);
  input.validate(undefined);
  return undefined;
}
