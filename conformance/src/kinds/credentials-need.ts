import type { SecurityScheme, ThingDescription } from "@thingwright/td";

/** Whether a request must carry credentials, by the security configuration; `unknown` when that cannot be told. */
export type CredentialsNeed = "none" | "some" | "unknown";

/** Schemes whose credentials travel in the request. */
const carried: readonly string[] = ["basic", "digest", "bearer", "apikey", "oauth2"];

/** Deepest nesting of combo schemes that is looked into. */
const maxComboDepth = 8;

/** What the definitions of these names ask for together: all of them apply (TD 1.1 `td-vocab-security--Thing`). */
export function credentialsNeed(thing: ThingDescription, names: readonly string[]): CredentialsNeed {
  return all(names.map((name) => needOf(thing, name, 0)));
}

function needOf({ securityDefinitions }: ThingDescription, name: string, depth: number): CredentialsNeed {
  const definition = Object.hasOwn(securityDefinitions, name) ? securityDefinitions[name] : undefined;
  if (definition === undefined || depth > maxComboDepth) return "unknown";
  if (definition.scheme === "nosec") return "none";
  if (definition.scheme === "combo") return needOfCombo({ securityDefinitions } as ThingDescription, definition, depth);
  return carried.includes(definition.scheme) ? "some" : "unknown";
}

function needOfCombo(thing: ThingDescription, combo: SecurityScheme, depth: number): CredentialsNeed {
  const { oneOf, allOf } = combo as { readonly oneOf?: string | string[]; readonly allOf?: string | string[] };
  const needs = [oneOf ?? allOf ?? []].flat().map((name) => needOf(thing, name, depth + 1));
  return oneOf === undefined ? all(needs) : one(needs);
}

function all(needs: readonly CredentialsNeed[]): CredentialsNeed {
  if (needs.includes("some")) return "some";
  return needs.length === 0 || needs.includes("unknown") ? "unknown" : "none";
}

function one(needs: readonly CredentialsNeed[]): CredentialsNeed {
  if (needs.includes("none")) return "none";
  return needs.length === 0 || needs.includes("unknown") ? "unknown" : "some";
}
