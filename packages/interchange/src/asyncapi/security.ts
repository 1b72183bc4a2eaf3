import { escapePointer, type SecurityScheme, securityDefaults, type ThingDescription } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import { componentKey, oauth2Of, unknownScheme } from "../openapi/security-schemes.js";
import { alternativesOf } from "../security/alternatives.js";

/**
 * The security of `names` as AsyncAPI 3.0 says it: a list of schemes of which one is enough. Where several are needed at
 * once, or AsyncAPI has no word for one, a scheme that nobody knows stands there, so that nothing looks open; `undefined`
 * when the Thing Description says `nosec`.
 *
 * @param components - gets the Security Scheme Objects, by key
 * @param pointer - the Form that needs them
 */
export function securityOf(
  thing: ThingDescription,
  names: readonly string[],
  components: Map<string, JsonObject>,
  pointer: string,
  losses: LossList,
): readonly JsonObject[] | undefined {
  const alternatives = names.length === 0 ? undefined : alternativesOf(thing, names);
  if (alternatives?.every((needed) => needed.length === 0)) return undefined;
  const keys = (alternatives ?? [undefined]).map((needed) => {
    if (needed?.length === 1) return addScheme(thing, needed[0]!, components, losses);
    losses.add(pointer, "AsyncAPI cannot express this combination of security schemes");
    components.set("x.unsaid", unknownScheme("combo"));
    return "x.unsaid";
  });
  return [...new Set(keys)].map((key) => ({ $ref: `#/components/securitySchemes/${key}` }));
}

function addScheme(
  thing: ThingDescription,
  name: string,
  components: Map<string, JsonObject>,
  losses: LossList,
): string {
  const key = componentKey(name);
  if (components.has(key)) return key;
  const definition = thing.securityDefinitions[name]!;
  const pointer = `/securityDefinitions/${escapePointer(name)}`;
  const scheme = schemeOf(securityDefaults(definition), pointer, losses);
  if (scheme === undefined) losses.add(pointer, `AsyncAPI has no counterpart of this ${definition.scheme} scheme`);
  losses.addOthers(definition, pointer, carriedTerms, "AsyncAPI");
  const { description } = definition;
  components.set(key, {
    ...(scheme ?? unknownScheme(definition.scheme)),
    ...(description === undefined ? {} : { description }),
  });
  return key;
}

const carriedTerms = new Set(["scheme", "description", "flow", "authorization", "token", "refresh", "scopes"]);

/** Over MQTT a user and password travel in CONNECT; where else a credential goes AsyncAPI does not say. */
function schemeOf(definition: SecurityScheme, pointer: string, losses: LossList): JsonObject | undefined {
  if (definition.scheme === "basic") return { type: "userPassword" };
  if (definition.scheme === "bearer") return { type: "http", scheme: "bearer" };
  return definition.scheme === "oauth2" ? oauth2Of(definition, pointer, losses, "availableScopes") : undefined;
}
