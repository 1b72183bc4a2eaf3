import type { PartialThingDescription } from "@thingwright/td";
import { Helpers } from "../thing/runtime-helpers.js";

type Definitions = NonNullable<PartialThingDescription["securityDefinitions"]>;

/** Who has secrets: a Thing, by its `id` of the moment. */
interface Owner {
  readonly id: string;
}

/**
 * Names of the security definitions of all Things that one runtime hosts.
 *
 * Secrets are a Thing's own, and a verifier is told a definition's name: so no two Things may share one. The Thing that comes
 * second gets `basic_sc_2`.
 */
export class DefinitionNames {
  readonly #owners = new Map<string, Owner>();
  readonly #ofTokens = new Set<string>();

  /** The `id` of the Thing whose definition this is. */
  thingOf(definition: string): string | undefined {
    return this.#owners.get(definition)?.id;
  }

  /** Whether it is a definition of `oauth2`. */
  isOfTokens(definition: string): boolean {
    return this.#ofTokens.has(definition);
  }

  /** `init` with names that no other Thing has. */
  own(init: PartialThingDescription, thing: Owner): PartialThingDescription {
    if (init.securityDefinitions === undefined) return init;
    const names = new Map<string, string>();
    for (const [name, { scheme }] of Object.entries(init.securityDefinitions)) {
      const free = this.#take(name, thing);
      names.set(name, free);
      if (scheme === "oauth2") this.#ofTokens.add(free);
    }
    if ([...names].every(([before, after]) => before === after)) return init;
    return renamed(init, names);
  }

  release(thing: Owner): void {
    for (const [name, owner] of this.#owners) {
      if (owner !== thing) continue;
      this.#owners.delete(name);
      this.#ofTokens.delete(name);
    }
  }

  #take(name: string, thing: Owner): string {
    let free = name;
    while ((this.#owners.get(free) ?? thing) !== thing) free = Helpers.generateUniqueName(free);
    this.#owners.set(free, thing);
    return free;
  }
}

function renamed(init: PartialThingDescription, names: ReadonlyMap<string, string>): PartialThingDescription {
  const nameOf = (name: string) => names.get(name) ?? name;
  const rename = (security: unknown) => [security].flat().map((name) => nameOf(String(name)));
  const definitions = Object.entries(init.securityDefinitions ?? {}).map(([name, definition]) => [
    nameOf(name),
    renameParts({ ...definition }, rename),
  ]);
  const affordances = ["properties", "actions", "events"].map((kind) => [
    kind,
    eachForm((init as unknown as Record<string, unknown>)[kind] as object | undefined, (form) =>
      form.security === undefined ? form : { ...form, security: rename(form.security) },
    ),
  ]);
  return {
    ...init,
    ...Object.fromEntries(affordances),
    security: rename(init.security),
    securityDefinitions: Object.fromEntries(definitions) as Definitions,
  };
}

/** A `combo` names others. */
function renameParts(definition: Record<string, unknown>, rename: (names: unknown) => string[]): object {
  const parts = ["oneOf", "allOf"].filter((part) => definition[part] !== undefined);
  return { ...definition, ...Object.fromEntries(parts.map((part) => [part, rename(definition[part])])) };
}

type LooseForm = Record<string, unknown>;

function eachForm(interactions: object | undefined, change: (form: LooseForm) => LooseForm): object {
  const members = Object.entries((interactions ?? {}) as Record<string, { forms?: LooseForm[] }>);
  return Object.fromEntries(
    members.map(([name, affordance]) => [
      name,
      affordance.forms === undefined ? affordance : { ...affordance, forms: affordance.forms.map(change) },
    ]),
  );
}
