import type { Clock } from "@thingwright/contracts";
import { type AbortError, type Problem, RemoteError, TimeoutError } from "@thingwright/errors";
import type { Form } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import { InteractionOutput, outputOfValue } from "../value/interaction-output.js";
import type { ValueCodec } from "../value/value-codec.js";
import { aborted, type CallOptions } from "./call.js";

/** State of a started action, as the Thing tells it (W3C WoT Profile, `ActionStatus`). */
export interface RemoteActionStatus {
  readonly status: "pending" | "running" | "completed" | "failed";
  readonly output?: unknown;
  readonly error?: Problem;
  readonly href?: string;
  readonly timeRequested?: string;
  readonly timeEnded?: string;
}

/** How an invocation talks to its Thing again. */
export interface InvocationLink {
  query(options: CallOptions): Promise<RemoteActionStatus>;
  cancel(options: CallOptions): Promise<void>;
}

/** Options of {@link ActionInvocation.result}. */
export interface ResultOptions extends CallOptions {
  /** Milliseconds between two questions for the status; default 500. */
  readonly pollMs?: number;
  /** Milliseconds before waiting for the result fails with TimeoutError; default 60,000. */
  readonly resultTimeoutMs?: number;
}

interface Invoked {
  readonly codec: ValueCodec;
  readonly form: Form;
  readonly link: InvocationLink;
  readonly clock: Clock;
  /** Output of an action that is over already. */
  readonly output: InteractionOutput | undefined;
}

/**
 * An action that was invoked (Scripting API, `ActionInteractionOutput`).
 *
 * A synchronous action is over and has its output. An asynchronous one goes on at the Thing: it can be asked for its
 * status, cancelled, and awaited; `value()` awaits it.
 */
export class ActionInvocation extends InteractionOutput implements WoT.ActionInteractionOutput {
  readonly #invoked: Invoked;

  constructor(invoked: Invoked) {
    super(
      {
        schema: invoked.codec.schema,
        value: () => this.result(),
        bytes: () => new Uint8Array(0),
      },
      invoked.form,
    );
    this.#invoked = invoked;
  }

  /** Whether the Thing goes on with it by itself. */
  get asynchronous(): boolean {
    return this.#invoked.output === undefined;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#invoked.output === undefined ? super.arrayBuffer() : this.#invoked.output.arrayBuffer();
  }

  override get data(): ReadableStream<Uint8Array> {
    return this.#invoked.output === undefined ? super.data : this.#invoked.output.data;
  }

  /** The Thing's word on how far it is. */
  status(options: CallOptions = {}): Promise<RemoteActionStatus> {
    return this.#invoked.link.query(options);
  }

  /** The status as an InteractionOutput, for scripts of the Scripting API. */
  async query(_params?: WoT.InteractionInput, options?: WoT.InteractionOptions): Promise<InteractionOutput> {
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
   * @throws {TimeoutError} WOT_TIMEOUT after `resultTimeoutMs`; the action goes on
   */
  async result(options: ResultOptions = {}): Promise<unknown> {
    if (this.#invoked.output !== undefined) return this.#invoked.output.value();
    const { clock, codec } = this.#invoked;
    const deadline = clock.now() + (options.resultTimeoutMs ?? 60_000);
    for (;;) {
      const status = await this.status(options);
      if (status.status === "completed") {
        if (status.output !== undefined) codec.validate(status.output);
        return status.output;
      }
      if (status.status === "failed") throw failed(status.error);
      if (clock.now() >= deadline) throw new TimeoutError("WOT_TIMEOUT", "the action has not ended in time");
      await pause(clock, options.pollMs ?? 500, options.signal);
    }
  }
}

function failed(problem: Problem | undefined): RemoteError {
  const why = problem?.detail ?? problem?.title;
  const message = why === undefined ? "the action failed" : `the action failed: ${why}`;
  return new RemoteError("WOT_REMOTE", message, { status: "failed", ...(problem === undefined ? {} : { problem }) });
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject: (error: AbortError) => void) => {
    if (signal?.aborted) return reject(aborted(signal));
    const abort = (): void => {
      timer.cancel();
      reject(aborted(signal as AbortSignal));
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
