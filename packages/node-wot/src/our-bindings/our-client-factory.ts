import { type ClientBinding, limitsFrom } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { ProtocolClient, ProtocolClientFactory } from "../plug-in/interfaces.js";
import { OurClient } from "./our-client.js";

/** How long a client binding of ours waits, and how much it sends, in a Servient of theirs. */
export interface OurClientLimits {
  /** Milliseconds that an exchange has: their runtime has no deadlines. */
  readonly timeoutMs: number;
  /** Bytes of a body that is sent: theirs are streams without an end. */
  readonly maxBodyBytes: number;
}

export const defaultOurClientLimits: OurClientLimits = Object.freeze({
  timeoutMs: 10_000,
  maxBodyBytes: 16 * 1024 * 1024,
});

export interface OurClientOptions {
  /** The scheme of URIs that it is for, as their Servient has a factory for each; default: the binding's first. */
  readonly scheme?: string;
  readonly limits?: Partial<OurClientLimits>;
}

/** A client binding of ours as their Servient takes it. The clients that it gives share its connections. */
export class OurClientFactory implements ProtocolClientFactory {
  readonly scheme: string;
  readonly #binding: ClientBinding;
  readonly #limits: OurClientLimits;

  /** @throws {UsageError} WOT_ARGUMENT when the binding has no such scheme */
  constructor(binding: ClientBinding, { scheme = binding.manifest.schemes[0] ?? "", limits }: OurClientOptions = {}) {
    if (!binding.manifest.schemes.includes(scheme)) {
      throw new UsageError("WOT_ARGUMENT", `the binding ${binding.manifest.name} is not for "${scheme}:"`);
    }
    this.scheme = scheme;
    this.#binding = binding;
    this.#limits = limitsFrom(defaultOurClientLimits, limits);
  }

  getClient(): ProtocolClient {
    return new OurClient(this.#binding, this.#limits);
  }

  init(): boolean {
    return true;
  }

  /** Ends the binding, with all subscriptions; their Servient does not wait for it. */
  destroy(): boolean {
    this.#binding.stop().catch(() => {});
    return true;
  }
}
