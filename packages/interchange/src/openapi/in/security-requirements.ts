import { isRecord } from "@thingwright/td";
import { entriesOf, itemsOf } from "../../read/entries.js";
import type { Source } from "../../read/source.js";
import { readScheme } from "../../security/read-scheme.js";
import type { SecurityBuilder } from "../../thing/security-builder.js";

/** `security` and `scopes` of a Form. */
export interface FormSecurity {
  readonly security: readonly string[];
  readonly scopes: readonly string[];
}

/** Most alternatives of one Security Requirement, which grow with the flows of its OAuth 2.0 schemes. */
const maxAlternatives = 64;

/** Reads Security Requirement Objects by the schemes in `components`. */
export class SecurityRequirements {
  readonly #source: Source;
  readonly #builder: SecurityBuilder;
  /** Names in the Thing Description by the key of the component, one for each flow. */
  readonly #names = new Map<string, readonly string[]>();

  constructor(source: Source, builder: SecurityBuilder) {
    this.#source = source;
    this.#builder = builder;
    const components = isRecord(source.document.components) ? source.document.components : {};
    for (const [key, scheme, at] of entriesOf(components.securitySchemes, "/components/securitySchemes")) {
      const schemes = readScheme(source.follow(scheme, at), source);
      this.#names.set(
        key,
        schemes.map((each) => builder.define(key, each)),
      );
    }
  }

  /** What a list of Security Requirement Objects asks for; an empty list, or `{}` alone, asks for nothing. */
  read(requirements: readonly unknown[], pointer: string): FormSecurity {
    const scopes = new Set<string>();
    const alternatives = itemsOf(requirements, pointer).flatMap(([requirement, at]) => {
      let ways: readonly (readonly string[])[] = [[]];
      for (const [key, said, place] of entriesOf(requirement, at)) {
        const names = this.#names.get(key) ?? this.#undefinedScheme(key, place);
        ways = ways.flatMap((way) => names.map((name) => [...way, name])).slice(0, maxAlternatives);
        if (Array.isArray(said)) for (const scope of said) if (typeof scope === "string") scopes.add(scope);
      }
      return ways;
    });
    return { security: this.#builder.require(alternatives), scopes: [...scopes] };
  }

  /** A scheme that nothing defines must not look like none. */
  #undefinedScheme(key: string, pointer: string): readonly string[] {
    this.#source.losses.add(pointer, `the document does not define this security scheme; it reads "auto"`);
    const names = [this.#builder.define(key, { scheme: "auto" })];
    this.#names.set(key, names);
    return names;
  }
}
