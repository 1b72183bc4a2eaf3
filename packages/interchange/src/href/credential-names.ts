import type { SecurityScheme } from "@thingwright/td";

/** Names of query parameters and header fields in which credentials of `definitions` travel; header fields in lower case. */
export function credentialNames(definitions: Readonly<Record<string, SecurityScheme>>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, in: place } of Object.values(definitions) as {
    readonly name?: unknown;
    readonly in?: unknown;
  }[]) {
    if (typeof name === "string") names.add(place === "header" ? name.toLowerCase() : name);
  }
  return names;
}
