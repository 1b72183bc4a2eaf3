import type { Reply } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import type { ActionAffordance } from "@thingwright/td";
import { sourceOfContent } from "../../value/interaction-output.js";
import { ValueCodec } from "../../value/value-codec.js";
import { accepted, decoderOf } from "../call/answer.js";
import type { CallOptions } from "../call/call-options.js";
import { exchange } from "../call/exchange.js";
import type { ConsumeEnvironment } from "../consume-environment.js";
import { type Candidate, prepareForm } from "../plan/plan.js";
import type { PlanBook } from "../plan/plan-book.js";
import { decoded, requireValue } from "../property-calls.js";
import { ActionInvocation, type InvocationLink } from "./action-invocation.js";
import { actionStatusOf, isActionStatus, type RemoteActionStatus } from "./action-status.js";

/** How statuses travel, whatever the action's own content types are. */
const statusType = "application/json";

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
    const plan = this.#book.action("invokeaction", name, options.uriVariables);
    if (!plan.input.takesNothing()) requireValue(input, `invoking "${name}"`);
    const answer = await exchange(plan, this.#environment, options, input);
    const { value: reply, candidate } = answer;
    const { form } = candidate.form;
    const { clock, limits } = this.#environment;
    const common = { codec: plan.output, form, clock, limits };
    const status = this.#statusIn(reply, affordance);
    const location = reply.location ?? hrefOf(status);
    if (affordance.synchronous === true || (status === undefined && reply.location === undefined)) {
      const { codec, contentType } = decoderOf(answer);
      const output = sourceOfContent(reply, codec, contentType);
      return new ActionInvocation({ ...common, output, link: this.#formLink(name) });
    }
    const link = location === undefined ? this.#formLink(name) : this.#locationLink(name, candidate, location);
    return new ActionInvocation({ ...common, status, link });
  }

  /** An invocation that was begun before, by the `href` of its status. Nothing is sent. */
  resume(name: string, href: string): ActionInvocation {
    const { output: codec, candidates } = this.#book.action("invokeaction", name);
    const origin = originOf(href);
    const candidate = candidates.find(({ form }) => originOf(form.href) === origin) ?? (candidates[0] as Candidate);
    const { clock, limits } = this.#environment;
    const link = this.#locationLink(name, candidate, href);
    return new ActionInvocation({ codec, form: candidate.form.form, clock, limits, link });
  }

  /** Status of the latest invocation, over the TD's own Form for it. */
  async query(name: string, options: CallOptions): Promise<RemoteActionStatus> {
    const plan = this.#book.action("queryaction", name, options.uriVariables);
    return actionStatusOf(decoded(await exchange(plan, this.#environment, options, undefined)));
  }

  /** Cancels the latest invocation, over the TD's own Form for it. */
  async cancel(name: string, options: CallOptions): Promise<void> {
    const plan = this.#book.action("cancelaction", name, options.uriVariables);
    await exchange(plan, this.#environment, options, undefined);
  }

  /** The status in the answer to an invocation that may go on by itself. */
  #statusIn(reply: Reply, { synchronous }: ActionAffordance): RemoteActionStatus | undefined {
    if (reply.body.length === 0 || (synchronous !== false && reply.location === undefined)) return undefined;
    try {
      const value = this.#status.decode(reply, statusType);
      return isActionStatus(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #formLink(name: string): InvocationLink {
    return {
      query: (options) => this.query(name, options),
      cancel: (options) => this.cancel(name, options),
    };
  }

  /** The way back to one invocation, by the address that the Thing gave it. */
  #locationLink(name: string, candidate: Candidate, location: string): InvocationLink {
    const follow = async (operation: "queryaction" | "cancelaction", options: CallOptions): Promise<Reply> => {
      const request = { thing: this.#book.thing, operation, name };
      const followed = prepareForm(candidate.form, request, this.#environment);
      if ("refused" in followed) {
        throw new UnsupportedError("WOT_OPERATION", `${operation} is not possible: ${followed.refused}`);
      }
      const { signal, timeoutMs = this.#environment.limits.timeoutMs, uriVariables: variables } = options;
      return accepted(followed, await followed.prepared.request({ timeoutMs, location, signal, variables }));
    };
    return {
      query: async (options) => actionStatusOf(this.#status.decode(await follow("queryaction", options), statusType)),
      cancel: async (options) => {
        await follow("cancelaction", options);
      },
    };
  }
}

/** Scheme and authority of a URI; the empty text for a relative reference. */
const originOf = (uri: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(uri)?.[0].toLowerCase() ?? "";

function hrefOf(status: RemoteActionStatus | undefined): string | undefined {
  return typeof status?.href === "string" ? status.href : undefined;
}
