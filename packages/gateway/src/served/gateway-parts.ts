import type { Clock, Logger, Timer } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type { PartPlan, RunningPart } from "./served-part.js";

/** Shortest and longest wait until a part that needs something that was away is tried again. */
export const firstRetryMs = 5_000;
export const maxPartRetryMs = 300_000;

/** Longest wait for a part to start, or to end, before it is left to do so by itself. */
export const partPatienceMs = 15_000;

/** A part of a configuration, and what became of it. */
export interface PartState {
  readonly key: string;
  /** Descriptions of the Things that it offers now. */
  readonly things: readonly ThingDescription[];
  /** Why it offers none. */
  readonly problem?: string;
  /** What else of it is not offered, and why. */
  readonly problems: readonly string[];
}

/** The parts of a gateway: each starts, fails and ends by itself. */
export class GatewayParts {
  readonly #servient: Servient;
  readonly #environment: { readonly logger: Logger; readonly clock: Clock };
  readonly #parts = new Map<string, Part>();
  /** Changes are made one after the other. */
  #changing: Promise<void> = Promise.resolve();

  constructor(servient: Servient, environment: { readonly logger: Logger; readonly clock: Clock }) {
    this.#servient = servient;
    this.#environment = environment;
  }

  get states(): readonly PartState[] {
    return [...this.#parts.values()].map((part) => part.state);
  }

  /** Ends what is not planned any more or has changed, and starts what is new. Never rejects. */
  become(plans: readonly PartPlan[]): Promise<void> {
    this.#changing = this.#changing.then(() => this.#change(plans));
    return this.#changing;
  }

  async #change(plans: readonly PartPlan[]): Promise<void> {
    const wanted = new Map(plans.map((plan) => [plan.key, plan]));
    for (const [key, part] of this.#parts) {
      if (wanted.get(key)?.content === part.plan.content) await part.revise();
      else {
        this.#parts.delete(key);
        await this.#patiently(part.stop());
      }
    }
    for (const plan of wanted.values()) {
      if (this.#parts.has(plan.key)) continue;
      const part = new Part(plan, this.#servient, this.#environment);
      this.#parts.set(plan.key, part);
      await this.#patiently(part.start());
    }
  }

  /** Waits for `work`, and not so long that others would have to wait for it. */
  #patiently(work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#environment.clock.after(partPatienceMs, resolve);
      void work.finally(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}

class Part {
  readonly plan: PartPlan;
  readonly #servient: Servient;
  readonly #environment: { readonly logger: Logger; readonly clock: Clock };
  #running: RunningPart | undefined;
  #starting: Promise<void> | undefined;
  #problem: string | undefined;
  #retry: Timer | undefined;
  #delayMs = firstRetryMs;
  #isStopped = false;

  constructor(plan: PartPlan, servient: Servient, environment: { readonly logger: Logger; readonly clock: Clock }) {
    this.plan = plan;
    this.#servient = servient;
    this.#environment = environment;
  }

  get state(): PartState {
    const things = [...(this.#running?.things() ?? [])];
    const problems = [...(this.#running?.problems?.() ?? [])];
    return { key: this.plan.key, things, problems, ...(this.#problem !== undefined && { problem: this.#problem }) };
  }

  start(): Promise<void> {
    this.#starting = this.#start();
    return this.#starting;
  }

  /** Follows settings of its Things that have changed. */
  async revise(): Promise<void> {
    await this.#starting;
    await this.#running?.revise?.();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#retry?.cancel();
    await this.#starting;
    await this.#running?.stop();
  }

  async #start(): Promise<void> {
    const { logger, clock } = this.#environment;
    this.#problem ??= "it has not answered yet";
    try {
      this.#running = await this.plan.start(this.#servient);
      this.#problem = undefined;
    } catch (error) {
      this.#problem = asWotError(error).message;
      logger.warn("a part of the configuration is not offered", { part: this.plan.key, problem: this.#problem });
      if (!this.plan.isRetried || this.#isStopped) return;
      this.#retry = clock.after(this.#delayMs, () => void this.start());
      this.#delayMs = Math.min(maxPartRetryMs, this.#delayMs * 2);
    }
  }
}
