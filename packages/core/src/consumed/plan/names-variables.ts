import type { Candidate, Plan } from "./plan.js";
import type { UriVariables } from "./uri-variables.js";

/**
 * The URI variables that carry the names of `readmultipleproperties`, by variable; `undefined` when a Form has none:
 * any of them may be the one that is used. TD 1.1 has no word for it: it is the variable `names`, or else the first that the
 * Thing does not declare, or else the only one.
 */
export function namesVariables(
  { candidates }: Plan,
  declared: UriVariables,
  names: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  const carriers = candidates.map((candidate) => carrierOf(candidate, declared ?? {}));
  if (carriers.some((carrier) => carrier === undefined)) return undefined;
  return Object.fromEntries(carriers.map((carrier) => [carrier as string, names]));
}

function carrierOf({ variables }: Candidate, declared: object): string | undefined {
  if (variables.includes("names")) return "names";
  if (variables.length === 1) return variables[0];
  return variables.find((variable) => !Object.hasOwn(declared, variable));
}
