import type { ClientBinding } from "@thingwright/contracts";
import { thingwright } from "../../our-bindings/index.js";
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

  /** A client by node-wot's plug-in contract, for programs that ask Forms themselves. */
  getClient(): ProtocolClient {
    return thingwright(this.binding, { scheme: this.scheme }).getClient();
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
