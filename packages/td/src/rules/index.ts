import type { Finding } from "../finding.js";
import { truncate } from "../truncate.js";
import type { ThingDescription } from "../types/thing.js";
import type { Rule } from "./rule.js";
import { context } from "./td-context.js";
import { comboAllOf } from "./td-vocab-allOf--ComboSecurityScheme.js";
import { comboOneOf } from "./td-vocab-oneOf--ComboSecurityScheme.js";
import { formSecurity } from "./td-vocab-security--Form.js";
import { thingSecurity } from "./td-vocab-security--Thing.js";

/** Every rule, in the order in which they are checked. */
export const rules: readonly Rule[] = [context, thingSecurity, formSecurity, comboOneOf, comboAllOf];

const mostFindings = 100;

/** What `rules` hold against `doc`, which the W3C schema accepts; the first hundred. */
export function ruleFindings(doc: ThingDescription): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    for (const { pointer, phrase } of rule.check(doc)) {
      const message = `${truncate(pointer)} ${phrase}`;
      findings.push({ level: rule.level, code: "WOT_TD_INVALID", message, pointer, assertion: rule.id });
      if (findings.length === mostFindings) return findings;
    }
  }
  return findings;
}
