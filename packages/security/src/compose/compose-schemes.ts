import type { SecurityRefusal, SecuritySchemePlugin } from "@thingwright/contracts";
import type { ComboSecurityScheme, SecurityScheme, ThingDescription } from "@thingwright/td";
import { isRefusal } from "../refusal.js";

/** How one half, client or server, makes its authenticators of schemes. */
export interface Composer<A extends object> {
  scheme(plugin: SecuritySchemePlugin, definition: SecurityScheme, name: string): A | SecurityRefusal;
  allOf(parts: readonly A[]): A | SecurityRefusal;
  oneOf(parts: readonly A[]): A;
  /** Whether a `oneOf` may do without those of its schemes that cannot be used. */
  readonly skipsUnusable: boolean;
}

/** Where the names of a Form's security are looked up. */
export interface SchemeScope {
  readonly definitions: ThingDescription["securityDefinitions"];
  readonly plugins: ReadonlyMap<string, SecuritySchemePlugin>;
  /** Definitions looked at for one Form, those of combos included; a combo of combos grows fast. */
  readonly maxDefinitions: number;
}

/**
 * The authenticator for all of `names`, with each `combo` taken apart (TD 1.1 §5.3.3.4), or why there is none.
 */
export function composeSchemes<A extends object>(
  scope: SchemeScope,
  names: readonly string[],
  composer: Composer<A>,
): A | SecurityRefusal {
  return new SchemeWalk(scope, composer).allOf(names);
}

/** One descent through the definitions. */
class SchemeWalk<A extends object> {
  readonly #scope: SchemeScope;
  readonly #composer: Composer<A>;
  readonly #open = new Set<string>();
  #left: number;

  constructor(scope: SchemeScope, composer: Composer<A>) {
    this.#scope = scope;
    this.#composer = composer;
    this.#left = scope.maxDefinitions;
  }

  allOf(names: readonly string[]): A | SecurityRefusal {
    const parts: A[] = [];
    for (const name of names) {
      const part = this.#one(name);
      if (isRefusal(part)) return part;
      parts.push(part);
    }
    return this.#composer.allOf(parts);
  }

  #oneOf(names: readonly string[]): A | SecurityRefusal {
    const parts: A[] = [];
    const reasons: string[] = [];
    for (const name of names) {
      const part = this.#one(name);
      if (!isRefusal(part)) parts.push(part);
      else if (!this.#composer.skipsUnusable) return part;
      else reasons.push(part.refused);
    }
    return parts.length > 0 ? this.#composer.oneOf(parts) : { refused: reasons.join("; ") };
  }

  #one(name: string): A | SecurityRefusal {
    if (!Object.hasOwn(this.#scope.definitions, name)) return { refused: `security "${name}" is not defined` };
    if (this.#left-- <= 0) return { refused: `more than ${this.#scope.maxDefinitions} security definitions` };
    const definition = this.#scope.definitions[name]!;
    if (definition.scheme === "combo") return this.#combo(name, definition as ComboSecurityScheme);
    const plugin = this.#scope.plugins.get(definition.scheme);
    if (plugin === undefined) return { refused: `security "${name}": no plugin for scheme "${definition.scheme}"` };
    if (definition.proxy !== undefined) return { refused: `security "${name}" is for a proxy` };
    return this.#composer.scheme(plugin, definition, name);
  }

  #combo(name: string, { oneOf, allOf }: ComboSecurityScheme): A | SecurityRefusal {
    if (this.#open.has(name)) return { refused: `combo "${name}" contains itself` };
    const names = oneOf ?? allOf;
    const exactlyOne = (oneOf === undefined) !== (allOf === undefined);
    if (!exactlyOne || !Array.isArray(names) || names.length === 0) {
      return { refused: `combo "${name}" needs either oneOf or allOf (td-security-combo-exclusive-oneof-or-allof)` };
    }
    this.#open.add(name);
    const composed = oneOf === undefined ? this.allOf(names) : this.#oneOf(names);
    this.#open.delete(name);
    return composed;
  }
}
