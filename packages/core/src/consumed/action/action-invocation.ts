import type { Clock } from "@thingwright/contracts";
import { TimeoutError } from "@thingwright/errors";
import type { AnyVariables, Form } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import { InteractionOutput, type OutputSource, outputOfValue } from "../../value/interaction-output.js";
import type { ValueCodec } from "../../value/value-codec.js";
import type { CallLimits, CallOptions } from "../call/call-options.js";
import { failureOf, hasEnded, type RemoteActionStatus } from "./action-status.js";
import { pause } from "./pause.js";

/** How an invocation talks to its Thing again. */
export interface InvocationLink {
  query(options: CallOptions): Promise<RemoteActionStatus>;
  cancel(options: CallOptions): Promise<void>;
}

/** Options of {@link ActionInvocation.result}. */
export interface ResultOptions<Variables = AnyVariables> extends CallOptions<Variables> {
  /** Milliseconds between two questions for the status; default {@link CallLimits.pollMs}. */
  readonly pollMs?: number;
  /** Milliseconds before waiting fails with TimeoutError; default {@link CallLimits.resultTimeoutMs}. */
  readonly resultTimeoutMs?: number;
}

interface Invoked {
  readonly codec: ValueCodec;
  readonly form: Form;
  readonly link: InvocationLink;
  readonly clock: Clock;
  readonly limits: CallLimits;
  /** What the Thing answered, when the action is over with its answer. */
  readonly output?: OutputSource;
  /** What the Thing said of an action that goes on by itself, if it said so. */
  readonly status?: RemoteActionStatus;
}

/**
 * An action that was invoked (Scripting API, `ActionInteractionOutput`).
 *
 * A synchronous action is over and has its output. An asynchronous one goes on at the Thing: it can be asked for its
 * status, cancelled, and awaited; `value()`, `arrayBuffer()` and `data` await it.
 */
export class ActionInvocation<Output = unknown> extends InteractionOutput<Output> {
  readonly #invoked: Invoked;
  /** The last word on an action that has ended: the Thing may forget it. */
  #ended: RemoteActionStatus | undefined;

  constructor(invoked: Invoked) {
    const awaited = (): OutputSource => ({
      schema: invoked.codec.schema,
      value: () => this.result(),
      bytes: async () => invoked.codec.encode(await this.result(), "application/json").body,
    });
    super(invoked.output ?? awaited(), invoked.form);
    this.#invoked = invoked;
    if (invoked.status !== undefined) this.#hear(invoked.status);
  }

  /** Whether the Thing goes on with it by itself. */
  get asynchronous(): boolean {
    return this.#invoked.output === undefined;
  }

  /** The Thing's word on how far it is. */
  async status(options: CallOptions = {}): Promise<RemoteActionStatus> {
    return this.#hear(await this.#invoked.link.query(options));
  }

  /** The status as an InteractionOutput, for scripts of the Scripting API. */
  async query(_params?: WoT.InteractionInput, options: WoT.InteractionOptions = {}): Promise<InteractionOutput> {
    return outputOfValue(await this.status(options as CallOptions), this.#invoked.codec, this.#invoked.form);
  }

  /** Asks the Thing to stop. */
  cancel(_params?: WoT.InteractionInput, options: WoT.InteractionOptions = {}): Promise<void> {
    return this.#invoked.link.cancel(options as CallOptions);
  }

  /**
   * The action's output, waiting for the action to end.
   *
   * @throws {RemoteError} WOT_REMOTE when the action failed; `problem` says why
   * @throws {DataSchemaError} WOT_DATA_INVALID when the output does not match its schema
   * @throws {TimeoutError} WOT_TIMEOUT after `resultTimeoutMs`; the action goes on
   */
  async result(options: ResultOptions = {}): Promise<Output> {
    if (!this.asynchronous) return this.value();
    const status = this.#ended ?? (await this.#untilEnded(options));
    if (status.status === "failed") throw failureOf(status);
    if (status.output !== undefined) this.#invoked.codec.validate(status.output);
    return status.output as Output;
  }

  async #untilEnded(options: ResultOptions): Promise<RemoteActionStatus> {
    const { clock, limits } = this.#invoked;
    const { signal, pollMs = limits.pollMs, timeoutMs = limits.timeoutMs, uriVariables } = options;
    const deadline = clock.now() + (options.resultTimeoutMs ?? limits.resultTimeoutMs);
    for (;;) {
      const leftMs = deadline - clock.now();
      if (leftMs <= 0) throw new TimeoutError("WOT_TIMEOUT", "the action has not ended in time");
      const status = await this.status({ signal, uriVariables, timeoutMs: Math.min(timeoutMs, leftMs) });
      if (hasEnded(status)) return status;
      await pause(clock, Math.min(pollMs, Math.max(0, deadline - clock.now())), signal);
    }
  }

  #hear(status: RemoteActionStatus): RemoteActionStatus {
    if (hasEnded(status)) this.#ended = status;
    return status;
  }
}
