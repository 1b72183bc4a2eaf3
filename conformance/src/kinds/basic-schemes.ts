import type { ThingDescription } from "@thingwright/td";

/** A security definition, as it came. */
type Scheme = Readonly<Record<string, unknown>>;

/** The security definitions with the scheme basic, by name. */
export function basicSchemes({ securityDefinitions }: ThingDescription): readonly (readonly [string, Scheme])[] {
  return Object.entries(securityDefinitions)
    .map(([name, scheme]) => [name, Object(scheme) as Scheme] as const)
    .filter(([, { scheme }]) => scheme === "basic");
}
