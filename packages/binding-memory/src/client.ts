import {
  type ClientBinding,
  type Clock,
  type FormRefusal,
  type FormRequest,
  limitsFrom,
  manifestRefusal,
  type PreparedForm,
  systemClock,
} from "@thingwright/contracts";
import { memoryManifest } from "./manifest.js";
import type { MemoryNetwork } from "./network.js";
import { type MemoryClientState, MemoryPreparedForm } from "./prepared-form.js";

/** How far a server may make this client go. */
export interface MemoryClientLimits {
  /** Bytes of an answer; a longer one is a ProtocolError. */
  readonly maxBodyBytes: number;
}

export const defaultMemoryClientLimits: MemoryClientLimits = Object.freeze({ maxBodyBytes: 16 * 1024 * 1024 });

export interface MemoryClientOptions {
  /** Measures deadlines; default: the clock on the wall. */
  readonly clock?: Clock;
  readonly limits?: Partial<MemoryClientLimits>;
}

/** The consuming half: finds the server in its network and hands requests over. */
export class MemoryClient implements ClientBinding {
  readonly manifest = memoryManifest;
  readonly #state: MemoryClientState;

  constructor(network: MemoryNetwork, options: MemoryClientOptions = {}) {
    this.#state = {
      network,
      clock: options.clock ?? systemClock,
      ...limitsFrom(defaultMemoryClientLimits, options.limits),
      subscriptions: new Set(),
      stopped: false,
    };
  }

  prepare(request: FormRequest): PreparedForm | FormRefusal {
    const refused = whyRefused(request);
    return refused === undefined ? new MemoryPreparedForm(request, this.#state) : { refused };
  }

  async stop(): Promise<void> {
    this.#state.stopped = true;
    for (const subscription of [...this.#state.subscriptions]) await subscription.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** The consuming half of the memory binding. */
export const memoryClient = (network: MemoryNetwork, options?: MemoryClientOptions): MemoryClient =>
  new MemoryClient(network, options);

function whyRefused(request: FormRequest): string | undefined {
  const { href } = request.form;
  if (!/^memory:\/\/[a-z0-9-]+(?:[/?{]|$)/.test(href)) return `${href} is no address of a memory server`;
  return manifestRefusal(request, memoryManifest, "the memory binding");
}
