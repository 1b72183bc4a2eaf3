import type { ClientBinding } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { forScheme } from "./one-scheme.js";
import type { ProtocolClient, ProtocolClientFactory } from "./plug-in.js";

/** A client of ours that is used as node-wot's factories are. */
export abstract class BindingClientFactory implements ProtocolClientFactory {
  abstract readonly scheme: string;
  #binding: ClientBinding | undefined;

  protected abstract makeBinding(): ClientBinding;

  /** Our binding, made when it is first needed. */
  get binding(): ClientBinding {
    this.#binding ??= forScheme(this.makeBinding(), this.scheme);
    return this.#binding;
  }

  /** @throws {UsageError} WOT_STATE: the stand-in's Servient asks for none */
  getClient(): ProtocolClient {
    throw new UsageError("WOT_STATE", "clients of the stand-in are used by consuming a Thing");
  }

  init(): boolean {
    return true;
  }

  /** Closes connections; nobody waits for it. */
  destroy(): boolean {
    void this.#binding?.stop();
    this.#binding = undefined;
    return true;
  }
}
