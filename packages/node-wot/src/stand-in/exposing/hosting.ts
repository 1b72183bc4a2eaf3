import type { ServerBinding } from "@thingwright/contracts";
import { type ExposedThing as OurExposedThing, Servient as OurServient } from "@thingwright/core";
import { codecsOf } from "../content/codecs-of.js";
import { ContentSerdes } from "../content/content-serdes.js";
import type { CredentialList } from "../servient/credential-list.js";
import { DefinitionNames } from "./definition-names.js";
import { type ExposedThing, hostedAs } from "./exposed-thing.js";
import { initOf, takeForms, workBy } from "./hosted.js";

/** A runtime of ours that exposes a program's Things on some servers. */
export class Hosting {
  readonly #runtime: OurServient;
  readonly #definitions = new DefinitionNames();
  readonly #hosted = new Map<string, { readonly thing: ExposedThing; readonly hosted: OurExposedThing }>();

  /** Things without security are offered to everybody, and what handlers give is handed on as it is, as by node-wot. */
  constructor(servers: readonly ServerBinding[], secrets: CredentialList) {
    const serdes = ContentSerdes.get();
    this.#runtime = new OurServient({
      servers,
      verifier: secrets.verifier((definition) => this.#definitions.thingOf(definition)),
      codecs: codecsOf(serdes),
      contentTypes: serdes.getOfferedMediaTypes(),
      allowInsecure: true,
      lenient: true,
    });
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
    await this.destroy(thing.id);
    const hosted = this.#runtime.produce(this.#definitions.own(initOf(thing, template), thing.id)) as OurExposedThing;
    workBy(hosted, thing);
    await hosted.expose();
    this.#hosted.set(thing.id, { thing, hosted });
    thing[hostedAs].add(hosted);
    takeForms(hosted, thing);
  }

  /** True when it was offered. */
  async destroy(id: string): Promise<boolean> {
    const known = this.#hosted.get(id);
    if (known === undefined) return false;
    this.#hosted.delete(id);
    this.#definitions.release(id);
    known.thing[hostedAs].delete(known.hosted);
    await known.hosted.destroy();
    return true;
  }

  async stop(): Promise<void> {
    for (const { thing, hosted } of this.#hosted.values()) thing[hostedAs].delete(hosted);
    this.#hosted.clear();
    await this.#runtime.stop();
  }
}
