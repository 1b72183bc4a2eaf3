import {
  type ClientBinding,
  type Clock,
  type FormRefusal,
  type FormRequest,
  isUnsubscribing,
  limitsFrom,
  type PreparedForm,
  systemClock,
} from "@thingwright/contracts";
import { memoryManifest } from "./manifest.js";
import type { MemoryNetwork } from "./network.js";
import { type MemoryClientState, MemoryPreparedForm } from "./prepared-form.js";
import { memoryCarriers } from "./presented.js";

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

function whyRefused({ form, operation, authenticator }: FormRequest): string | undefined {
  if (!/^memory:\/\/[a-z0-9-]+(?:[/?{]|$)/.test(form.href)) return `${form.href} is no address of a memory server`;
  if (form.subprotocol !== undefined) return `the subprotocol ${form.subprotocol} is unknown here`;
  if (isUnsubscribing(operation)) return `${operation} is carried out by stop() of the subscription`;
  if (!memoryManifest.clientOperations.includes(operation)) return `${operation} is no operation of TD 1.1`;
  const carrier = authenticator?.carriers.find((candidate) => !memoryCarriers.includes(candidate));
  return carrier === undefined ? undefined : `credentials cannot travel as ${carrier}`;
}
