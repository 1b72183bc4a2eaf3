import type { Finding } from "./finding.js";
import { defaultJsonLimits, type JsonLimits } from "./json/json-limits.js";
import { checkJsonValue } from "./json/json-value.js";
import { ruleFindings } from "./rules/index.js";
import { schemaFindings } from "./schema/schema-findings.js";
import { asCurrent } from "./schema/td10.js";
import type { ThingDescription } from "./types/thing.js";

/**
 * What speaks against `doc` as a Thing Description: empty when it is a valid one. Never throws and never changes it.
 *
 * First that it is JSON within the default limits, then the JSON Schema of the W3C (TD 1.1 appendix B), then the
 * rules that no JSON Schema can say. Each step runs when the one before found no error. A TD 1.0 document need
 * not have what only TD 1.1 demands.
 */
export function validateThingDescription(doc: unknown): readonly Finding[] {
  return findingsWithin(doc, defaultJsonLimits);
}

/** {@link validateThingDescription} with other limits. */
export function findingsWithin(doc: unknown, limits: JsonLimits): readonly Finding[] {
  const json = checkJsonValue(doc, limits);
  if (!json.ok) return [json.finding];
  const findings = schemaFindings(asCurrent(doc), json.leastBytes);
  return findings.length > 0 ? findings : ruleFindings(doc as ThingDescription);
}
