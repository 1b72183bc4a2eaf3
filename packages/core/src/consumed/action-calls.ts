import type { Reply } from "@thingwright/contracts";
import { ProtocolError, UsageError } from "@thingwright/errors";
import { outputOfContent } from "../value/interaction-output.js";
import { ValueCodec } from "../value/value-codec.js";
import { ActionInvocation, type InvocationLink, type RemoteActionStatus } from "./action-invocation.js";
import { type CallOptions, exchange } from "./call.js";
import type { ConsumeEnvironment } from "./consume-environment.js";
import { type Candidate, type Plan, prepareForm } from "./plan.js";
import type { PlanBook } from "./plan-book.js";
import { decoded, requireValue } from "./property-calls.js";
import { checkUriVariables } from "./uri-variables.js";

/** The operations on one action. */
export class ActionCalls {
  readonly #book: PlanBook;
  readonly #environment: ConsumeEnvironment;
  /** For statuses, which no schema of the Thing describes. */
  readonly #status: ValueCodec;

  constructor(book: PlanBook, environment: ConsumeEnvironment) {
    this.#book = book;
    this.#environment = environment;
    this.#status = new ValueCodec(environment.codecs, undefined);
  }

  /** Invokes, and returns as soon as the Thing has answered. */
  async start(name: string, input: unknown, options: CallOptions): Promise<ActionInvocation> {
    const affordance = this.#book.actionAffordance(name);
    if (options.uriVariables !== undefined) checkUriVariables(affordance.uriVariables, options.uriVariables);
    if (affordance.input !== undefined) requireValue(input, `invoking "${name}"`);
    const plan = this.#book.action("invokeaction", name);
    const { value: reply, candidate } = await exchange(plan, this.#environment, options, input);
    const goesOn = reply.location !== undefined || (affordance.synchronous === false && reply.body.length > 0);
    return new ActionInvocation({
      codec: plan.output,
      form: candidate.form.form,
      link: reply.location === undefined ? this.#formLink(name) : this.#locationLink(name, candidate, reply.location),
      clock: this.#environment.clock,
      output: goesOn ? undefined : outputOfContent(reply, plan.output, candidate.responseType, candidate.form.form),
    });
  }

  /** Status of the latest invocation, over the TD's own Form for it. */
  async query(name: string, options: CallOptions): Promise<RemoteActionStatus> {
    const plan = this.#book.action("queryaction", name);
    return statusOf(decoded({ plan, ...(await exchange(plan, this.#environment, options, undefined)) }));
  }

  /** Cancels the latest invocation, over the TD's own Form for it. */
  async cancel(name: string, options: CallOptions): Promise<void> {
    const plan: Plan = this.#book.action("cancelaction", name);
    await exchange(plan, this.#environment, options, undefined);
  }

  #formLink(name: string): InvocationLink {
    return {
      query: (options) => this.query(name, options),
      cancel: (options) => this.cancel(name, options),
    };
  }

  /** The way back to one invocation, by the address that the Thing gave it. */
  #locationLink(name: string, candidate: Candidate, location: string): InvocationLink {
    const follow = (operation: "queryaction" | "cancelaction", options: CallOptions): Promise<Reply> => {
      const request = { thing: this.#book.thing, operation, name };
      const followed = prepareForm(candidate.form, request, this.#environment);
      if ("refused" in followed) throw new UsageError("WOT_STATE", `${operation} is not possible: ${followed.refused}`);
      const { signal, timeoutMs = this.#environment.limits.timeoutMs } = options;
      return followed.prepared.request({ timeoutMs, location, ...(signal === undefined ? {} : { signal }) });
    };
    return {
      query: async (options) =>
        statusOf(this.#status.decode(await follow("queryaction", options), candidate.responseType)),
      cancel: async (options) => {
        await follow("cancelaction", options);
      },
    };
  }
}

function statusOf(value: unknown): RemoteActionStatus {
  const status = (value as { status?: unknown } | null)?.status;
  if (status === "pending" || status === "running" || status === "completed" || status === "failed") {
    return value as RemoteActionStatus;
  }
  throw new ProtocolError("WOT_PROTOCOL", "the answer is not the status of an action");
}
