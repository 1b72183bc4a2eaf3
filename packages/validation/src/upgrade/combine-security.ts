import { isRecord } from "@thingwright/td";
import { mapForms } from "./map-forms.js";
import type { UpgradeStep } from "./upgrade.js";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Several names in `security` become one ComboSecurityScheme with all of them (`td-security-combo-deprecation`). TD 1.0
 * says that all of them must be satisfied; many wrote alternatives so, which is for a person to say.
 */
export const combineSecurity: UpgradeStep = (document, changed, open) => {
  const definitions = document.securityDefinitions;
  if (!isRecord(definitions)) return document;
  const combinations = new Combinations(definitions);
  const combine = (owner: JsonObject, pointer: () => string): JsonObject => {
    const name = combinations.nameFor(owner.security);
    if (name === undefined) return owner;
    changed(`${pointer()}/security`, `is ${JSON.stringify(name)}, a combination of what was listed`);
    return { ...owner, security: name };
  };
  const upgraded = mapForms(
    combine(document, () => ""),
    (form, _, pointer) => combine(form, pointer),
  );
  if (combinations.added.size === 0) return upgraded;
  for (const name of combinations.added.keys()) {
    const pointer = `/securityDefinitions/${name}`;
    changed(pointer, "is new, and demands all of the schemes as TD 1.0 does");
    open(pointer, 'has to say "oneOf" instead of "allOf" if any one of the schemes was meant to do');
  }
  return { ...upgraded, securityDefinitions: { ...definitions, ...Object.fromEntries(combinations.added) } };
};

/** The combinations that a document needs, each once and under a name that is free. */
class Combinations {
  /** New definitions by name. */
  readonly added = new Map<string, JsonObject>();
  readonly #definitions: JsonObject;
  readonly #names = new Map<string, string>();
  #count = 0;

  constructor(definitions: JsonObject) {
    this.#definitions = definitions;
  }

  /** The name of the combination of a list of several defined schemes; `undefined` for everything else. */
  nameFor(security: unknown): string | undefined {
    if (!Array.isArray(security)) return undefined;
    const schemes = [...new Set<unknown>(security)];
    if (schemes.length < 2 || !schemes.every((name) => this.#isDefined(name))) return undefined;
    const key = JSON.stringify(schemes);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = this.#freeName();
    this.#names.set(key, name);
    this.added.set(name, { scheme: "combo", allOf: schemes });
    return name;
  }

  #isDefined(name: unknown): boolean {
    return typeof name === "string" && Object.hasOwn(this.#definitions, name);
  }

  #freeName(): string {
    for (;;) {
      this.#count++;
      const name = this.#count === 1 ? "combined_sc" : `combined_sc_${this.#count}`;
      if (!Object.hasOwn(this.#definitions, name)) return name;
    }
  }
}
