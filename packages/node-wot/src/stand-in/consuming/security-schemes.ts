import type { SecurityScheme } from "../thing/security-scheme.js";

/**
 * Definitions by their names, each combination with its parts in the place of their names. A name that nobody defines is left out,
 * and so is a combination within itself.
 *
 * @throws {Error} for a combination that is not exactly one of `allOf` and `oneOf`
 */
export function securitySchemes(
  definitions: Readonly<Record<string, SecurityScheme>>,
  names: readonly string[],
): SecurityScheme[] {
  const known = new Map<string, SecurityScheme | undefined>();
  const schemeOf = (name: string): SecurityScheme | undefined => {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined);
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    const scheme = definition?.scheme === "combo" ? combined(name, definition) : definition;
    known.set(name, scheme);
    return scheme;
  };
  const schemesOf = (parts: readonly string[]) => parts.map(schemeOf).filter((scheme) => scheme !== undefined);
  const combined = (name: string, { allOf, oneOf }: SecurityScheme): SecurityScheme => {
    if (Array.isArray(allOf) && oneOf === undefined) return { scheme: "combo", allOf: schemesOf(allOf) };
    if (Array.isArray(oneOf) && allOf === undefined) return { scheme: "combo", oneOf: schemesOf(oneOf) };
    throw new Error(`Combo SecurityScheme '${name}' is invalid`);
  };
  return schemesOf(names);
}
