import { randomUUID } from "node:crypto";
import { type HostedThing, thingsById } from "@thingwright/contracts";

/** The Things of a server by ascending id; they are sorted again only when there are others. */
export class ThingOrder {
  #exposed: readonly HostedThing[] = [];
  #sorted: readonly HostedThing[] = [];
  #revision = "";

  /** Another one whenever a Thing has come or gone: what shifts pages (`tdd-things-list-pagination-header-canonicallink`). */
  get revision(): string {
    return this.#revision;
  }

  /** @param things - all that are exposed, in whatever order */
  of(things: Iterable<HostedThing>): readonly HostedThing[] {
    const exposed = [...things];
    if (this.#revision === "" || !isSame(exposed, this.#exposed)) {
      this.#exposed = exposed;
      this.#sorted = thingsById(exposed);
      this.#revision = randomUUID();
    }
    return this.#sorted;
  }
}

const isSame = (some: readonly HostedThing[], others: readonly HostedThing[]): boolean =>
  some.length === others.length && some.every((thing, at) => thing === others[at]);
