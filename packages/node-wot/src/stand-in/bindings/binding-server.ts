import type { CredentialVerifier, ServerBinding } from "@thingwright/contracts";
import type { ExposedThing } from "../exposing/exposed-thing.js";
import { Hosting } from "../exposing/hosting.js";
import { CredentialList } from "../servient/credential-list.js";
import type { ProtocolServer } from "./plug-in.js";

/** Who keeps the secrets for what is exposed. */
export interface SecretKeeper {
  readonly secrets?: CredentialList;
}

/**
 * A server of ours that is used as node-wot's are: added to a Servient, which starts it with all others of its kind, or
 * started by itself.
 */
export abstract class BindingServer implements ProtocolServer {
  abstract readonly scheme: string;
  readonly tokens: CredentialVerifier | undefined;
  #binding: ServerBinding | undefined;
  #own: Hosting | undefined;

  protected abstract makeBinding(): ServerBinding;

  /** Completes a Thing's security by what the server was told to ask for. */
  secure(_thing: ExposedThing): void {}

  /** Our binding, made when it is first needed. */
  get binding(): ServerBinding {
    this.#binding ??= this.makeBinding();
    return this.#binding;
  }

  /** Listens without a Servient that does so for all of its servers. */
  async start(servient?: SecretKeeper | null): Promise<void> {
    this.#own = new Hosting([this], servient?.secrets ?? new CredentialList());
    await started(this.#own);
  }

  async stop(): Promise<void> {
    await (this.#own?.stop() ?? this.#binding?.stop());
    this.#own = undefined;
    this.#binding = undefined;
  }

  /** Does nothing while it does not listen by itself: its Servient exposes for it. */
  async expose(thing: ExposedThing, tdTemplate?: object): Promise<void> {
    this.secure(thing);
    await this.#own?.expose(thing, tdTemplate);
  }

  async destroy(thingId: string): Promise<boolean> {
    return (await this.#own?.destroy(thingId)) ?? false;
  }

  getPort(): number {
    const address = this.#binding?.addresses()[0];
    if (address === undefined) return -1;
    const { port, protocol } = new URL(address);
    return port === "" ? (defaultPorts[protocol] ?? -1) : Number(port);
  }
}

/**
 * Starts servers; an address that is taken is told by the error of Node.js, as with node-wot: its `code` is `EADDRINUSE`.
 *
 * @throws {Error}
 */
export async function started(hosting: Hosting): Promise<void> {
  try {
    await hosting.start();
  } catch (error) {
    throw (error as { code?: unknown }).code === "WOT_ADDRESS_IN_USE" ? ((error as Error).cause ?? error) : error;
  }
}

const defaultPorts: Readonly<Record<string, number>> = {
  "http:": 80,
  "https:": 443,
  "coap:": 5683,
  "mqtt:": 1883,
  "mqtts:": 8883,
};
