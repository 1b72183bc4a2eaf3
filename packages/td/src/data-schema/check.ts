import { ajvCheck } from "./ajv-check.js";
import { cleanSchema } from "./clean-schema.js";
import { type Check, noFindings } from "./data-finding.js";
import { scalarCheck } from "./scalar-check.js";

const anything: Check = () => noFindings;

/**
 * The cheapest check that does for `schema`: none, a closure for the plain scalars that most devices have, or ajv.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID, WOT_TD_LIMIT
 */
export function checkFor(schema: unknown): Check {
  const clean = cleanSchema(schema);
  if (Object.keys(clean).length === 0) return anything;
  return scalarCheck(clean) ?? ajvCheck(clean);
}
