import type { DataSchema, ThingDescription } from "@thingwright/td";
import type { Outlet } from "./mapping.js";
import { mappingError } from "./mapping-error.js";
import { TermReader } from "./term-reader.js";
import type { MapTerms } from "./vocabulary.js";

/** The affordances of a southbound Thing Description as what takes values. */
export class Outlets {
  readonly #thing: ThingDescription;
  readonly #terms: MapTerms;

  constructor(thing: ThingDescription, terms: MapTerms) {
    this.#thing = thing;
    this.#terms = terms;
  }

  /** @throws {ThingDescriptionError} WOT_MAPPING for a term of time that is none */
  of(kind: Outlet["kind"], name: string): Outlet {
    const affordance = (kind === "property" ? this.#thing.properties : this.#thing.actions)?.[name] ?? {};
    const pointer = kind === "property" ? `/properties/${name}` : `/actions/${name}`;
    const reader = new TermReader(affordance, pointer, this.#terms);
    const outlet: Outlet = { kind, name };
    for (const term of ["minIntervalMs", "debounceMs", "keepMs", "awakeMs"] as const) {
      const ms = reader.milliseconds(term);
      if (ms !== undefined) Object.assign(outlet, { [term]: ms });
    }
    if (outlet.awakeMs !== undefined && outlet.keepMs === undefined) {
      throw mappingError(pointer, `${this.#terms.name("awakeMs")} needs ${this.#terms.name("keepMs")} beside it`);
    }
    return outlet;
  }

  /** What `map:via` names. @throws {ThingDescriptionError} WOT_MAPPING when there is no such affordance */
  named(via: string, pointer: string): Outlet {
    if (Object.hasOwn(this.#thing.properties ?? {}, via)) return this.of("property", via);
    if (Object.hasOwn(this.#thing.actions ?? {}, via)) return this.of("action", via);
    throw mappingError(pointer, `there is no property or action "${via}" to write to`);
  }

  /** What it takes. */
  inputOf({ kind, name }: Outlet): DataSchema | undefined {
    return kind === "property" ? this.#thing.properties?.[name] : this.#thing.actions?.[name]?.input;
  }
}
