import type { HostedThing, ThingListing } from "@thingwright/contracts";
import { slugOf } from "./slug.js";

/** An exposed Thing that can be ended when its Servient stops. */
export interface ListedThing extends HostedThing {
  end(): void;
}

/** The exposed Things of a Servient, in the order in which they were exposed, and the slugs that are taken. */
export class ExposedThings implements ThingListing {
  readonly #hosts = new Map<string, ListedThing>();
  readonly #slugs = new Map<string, number>();

  all(): Iterable<ListedThing> {
    return this.#hosts.values();
  }

  get(id: string): ListedThing | undefined {
    return this.#hosts.get(id);
  }

  add(host: ListedThing): void {
    this.#hosts.set(host.id, host);
  }

  delete(host: ListedThing): void {
    if (this.#hosts.get(host.id) === host) this.#hosts.delete(host.id);
  }

  /** A slug that no Thing of this Servient has or had, so that an old address never reaches another Thing. */
  reserveSlug(title: string): string {
    const slug = slugOf(title);
    let number = (this.#slugs.get(slug) ?? 0) + 1;
    while (number > 1 && this.#slugs.has(`${slug}-${number}`)) number += 1;
    this.#slugs.set(slug, number);
    if (number === 1) return slug;
    this.#slugs.set(`${slug}-${number}`, 1);
    return `${slug}-${number}`;
  }
}
