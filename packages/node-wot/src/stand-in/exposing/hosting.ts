import type { CredentialVerifier, ServerBinding } from "@thingwright/contracts";
import { type ExposedThing as OurExposedThing, Servient as OurServient } from "@thingwright/core";
import { codecsOf } from "../content/codecs-of.js";
import { ContentSerdes } from "../content/content-serdes.js";
import type { CredentialList } from "../servient/credential-list.js";
import { DefinitionNames } from "./definition-names.js";
import { type ExposedThing, hostedAs } from "./exposed-thing.js";
import { initOf, takeForms, workBy } from "./hosted.js";

/** A server of ours, and who judges the tokens of OAuth for it. */
export interface HostingServer {
  readonly binding: ServerBinding;
  readonly tokens?: CredentialVerifier | undefined;
}

/** A runtime of ours that exposes a program's Things on some servers. */
export class Hosting {
  readonly #runtime: OurServient;
  readonly #definitions = new DefinitionNames();
  /** A Thing that was not produced may have no id, or one that is no URI. */
  readonly #hosted = new Map<ExposedThing, OurExposedThing>();

  /** Things without security are offered to everybody, and what handlers give is handed on as it is, as by node-wot. */
  constructor(servers: readonly HostingServer[], secrets: CredentialList) {
    const serdes = ContentSerdes.get();
    this.#runtime = new OurServient({
      servers: servers.map(({ binding }) => binding),
      verifier: this.#verifier(
        secrets.verifier((definition) => this.#definitions.thingOf(definition)),
        servers.find(({ tokens }) => tokens !== undefined)?.tokens,
      ),
      codecs: codecsOf(serdes),
      contentTypes: serdes.getOfferedMediaTypes(),
      allowInsecure: true,
      lenient: true,
    });
  }

  /** Secrets are known here, tokens of OAuth to whom a server was told to ask. */
  #verifier(secrets: CredentialVerifier, tokens: CredentialVerifier | undefined): CredentialVerifier {
    if (tokens === undefined) return secrets;
    return {
      ...secrets,
      verify: (definition, ...rest) =>
        (this.#definitions.isOfTokens(definition) ? tokens : secrets).verify(definition, ...rest),
    };
  }

  async start(): Promise<void> {
    await this.#runtime.start();
  }

  /**
   * Offers the Thing as it is now, anew where it is offered already.
   *
   * @param template - the Thing with the Forms that the program gave it
   */
  async expose(thing: ExposedThing, template: object = thing): Promise<void> {
    await this.#withdraw(thing);
    const hosted = this.#runtime.produce(this.#definitions.own(initOf(thing, template), thing)) as OurExposedThing;
    workBy(hosted, thing);
    await hosted.expose();
    this.#hosted.set(thing, hosted);
    thing[hostedAs].add(hosted);
    takeForms(hosted, thing);
  }

  /** True when it was offered. */
  async destroy(id: string): Promise<boolean> {
    const known = [...this.#hosted.keys()].filter((thing) => thing.id === id);
    await Promise.all(known.map((thing) => this.#withdraw(thing)));
    return known.length > 0;
  }

  async #withdraw(thing: ExposedThing): Promise<void> {
    const hosted = this.#hosted.get(thing);
    if (hosted === undefined) return;
    this.#hosted.delete(thing);
    this.#definitions.release(thing);
    thing[hostedAs].delete(hosted);
    await hosted.destroy();
  }

  async stop(): Promise<void> {
    for (const [thing, hosted] of this.#hosted) thing[hostedAs].delete(hosted);
    this.#hosted.clear();
    await this.#runtime.stop();
  }
}
