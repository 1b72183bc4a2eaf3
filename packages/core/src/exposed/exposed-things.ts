import type { HostedThing, ThingListing } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { LocalThing } from "./local-thing.js";
import { slugOf } from "./slug.js";

/** An exposed Thing that can be ended when its Servient stops. */
export interface ListedThing extends HostedThing {
  /** The same for the program itself. */
  readonly local: LocalThing;
  end(): void;
}

/** The exposed Things of a Servient, in the order in which they were exposed, and the ids and slugs that are taken. */
export class ExposedThings implements ThingListing {
  readonly isOpen: boolean;
  readonly #listed = new Map<string, ListedThing>();
  readonly #byId = new Map<string, ListedThing>();
  /** Who has a slug; `undefined` for a Thing that is produced and not exposed. */
  readonly #slugs = new Map<string, ListedThing | undefined>();
  readonly #changed: () => void;
  /** Where to go on looking for a slug that others of the same title do not have. */
  readonly #numbers = new Map<string, number>();

  /**
   * @param changed - called when a Thing is listed or taken out
   * @param isOpen - whether anybody may see all descriptions
   */
  constructor(changed: () => void = () => {}, isOpen = true) {
    this.#changed = changed;
    this.isOpen = isOpen;
  }

  all(): Iterable<ListedThing> {
    return this.#listed.values();
  }

  get(id: string): ListedThing | undefined {
    return this.#listed.get(id);
  }

  /**
   * Takes the id and the slug of a Thing that is about to be exposed.
   *
   * @throws {UsageError} WOT_STATE when another Thing has one of them
   */
  claim(thing: ListedThing): void {
    const other = this.#byId.get(thing.id) ?? this.#slugs.get(thing.slug);
    if (other !== undefined && other !== thing) {
      throw new UsageError("WOT_STATE", `"${other.title}" (${other.id}) is exposed with the same id or address`);
    }
    this.#byId.set(thing.id, thing);
    this.#slugs.set(thing.slug, thing);
  }

  /** Lists a claimed Thing. */
  add(thing: ListedThing): void {
    this.#listed.set(thing.id, thing);
    this.#changed();
  }

  /** Takes a Thing out and gives its id and slug free. Unknown ones are ignored. */
  delete(thing: ListedThing): void {
    if (this.#byId.get(thing.id) !== thing) return;
    this.#byId.delete(thing.id);
    this.#listed.delete(thing.id);
    this.#slugs.delete(thing.slug);
    this.#numbers.delete(slugOf(thing.title));
    this.#changed();
  }

  /** A slug that no other Thing of this Servient has: `lamp`, `lamp-2`, `lamp-3`. */
  reserveSlug(title: string): string {
    const slug = slugOf(title);
    let number = this.#numbers.get(slug) ?? 1;
    let unique = number === 1 ? slug : `${slug}-${number}`;
    while (this.#slugs.has(unique)) {
      number += 1;
      unique = `${slug}-${number}`;
    }
    if (number > 1) this.#numbers.set(slug, number);
    this.#slugs.set(unique, undefined);
    return unique;
  }
}
