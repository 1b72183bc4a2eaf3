import { Servient as OurServient } from "@thingwright/core";
import { clientBindingOf } from "../bindings/client-binding-of.js";
import type { ProtocolClientFactory } from "../bindings/plug-in.js";
import { codecsOf } from "../content/codecs-of.js";
import { ContentSerdes } from "../content/content-serdes.js";
import type { CredentialList } from "../servient/credential-list.js";

/**
 * The runtime of ours that consumes for a program. It is made when it is first needed, and anew when the program has changed
 * what it can do.
 */
export class Consumer {
  readonly #factories: ReadonlyMap<string, ProtocolClientFactory>;
  readonly #secrets: CredentialList;
  #runtime: OurServient | undefined;
  readonly #retired: OurServient[] = [];

  constructor(factories: ReadonlyMap<string, ProtocolClientFactory>, secrets: CredentialList) {
    this.#factories = factories;
    this.#secrets = secrets;
  }

  get runtime(): OurServient {
    this.#runtime ??= new OurServient({
      clients: [...this.#factories.values()].map(clientBindingOf),
      codecs: codecsOf(ContentSerdes.get()),
      credentials: this.#secrets.store,
      lenient: true,
    });
    return this.#runtime;
  }

  /** Lets the next use see other clients or codecs; what runs goes on. */
  changed(): void {
    if (this.#runtime !== undefined) this.#retired.push(this.#runtime);
    this.#runtime = undefined;
  }

  async stop(): Promise<void> {
    this.changed();
    await Promise.all(this.#retired.splice(0).map((runtime) => runtime.stop()));
  }
}
