import type { EffectiveForm, ThingDescription } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import { alternativesOf } from "../security/alternatives.js";
import { componentKey, securitySchemesOf, unknownScheme } from "./security-schemes.js";

/** Component of a combination that cannot be written out; no name of a Thing Description gives this key. */
const unsaidKey = "x.unsaid";

/** The security of Forms in the words of OpenAPI: Security Requirement Objects, and the schemes that they name. */
export class Requirements {
  readonly #thing: ThingDescription;
  readonly #losses: LossList;
  readonly #schemes: ReadonlyMap<string, JsonObject>;
  #needsUnsaid = false;

  constructor(thing: ThingDescription, losses: LossList) {
    this.#thing = thing;
    this.#losses = losses;
    this.#schemes = securitySchemesOf(thing, losses);
  }

  /** Alternatives, of which each has all its schemes. `[{}]` means that the Thing Description says `nosec`; nothing else does. */
  of(form: Pick<EffectiveForm, "security" | "scopes" | "pointer">): readonly JsonObject[] {
    const alternatives = alternativesOf(this.#thing, form.security);
    if (alternatives === undefined || form.security.length === 0) {
      this.#losses.add(form.pointer, "OpenAPI cannot express this security");
      this.#needsUnsaid = true;
      return [{ [unsaidKey]: [] }];
    }
    return alternatives.map((needed) =>
      Object.fromEntries(needed.map((name) => [componentKey(name), this.#scopesOf(name, form.scopes)])),
    );
  }

  #scopesOf(name: string, scopes: readonly string[]): readonly string[] {
    return this.#schemes.get(name)?.type === "oauth2" ? scopes : [];
  }

  /** `components`, or nothing when no scheme is defined. */
  toMembers(): JsonObject {
    const schemes = new Map([...this.#schemes].map(([name, scheme]) => [componentKey(name), scheme]));
    if (this.#needsUnsaid) schemes.set(unsaidKey, unknownScheme("combo"));
    return schemes.size === 0 ? {} : { components: { securitySchemes: Object.fromEntries(schemes) } };
  }
}
