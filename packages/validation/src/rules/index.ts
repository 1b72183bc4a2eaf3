import { emptyRange } from "./lint-empty-range.js";
import type { Rule } from "./rule.js";
import { autoInNoName } from "./sec-security-vocab-auto-in-no-name.js";
import { languageTag } from "./td-multilanguage-language-tag.js";
import { comboDeprecation } from "./td-security-combo-deprecation.js";
import { oauth2ClientFlow } from "./td-security-oauth2-client-flow.js";
import { oauth2ClientFlowNoAuthorization } from "./td-security-oauth2-client-flow-no-auth.js";
import { oauth2CodeFlow } from "./td-security-oauth2-code-flow.js";
import { uriVariablesDistinct } from "./td-security-uri-variables-distinct.js";
import { oneTypeLink } from "./tm-rel-type-maximum.js";
import { optionalResolves } from "./tm-tmOptional-resolver.js";
import { modelHasNoInstanceVersion } from "./tm-versioning-2.js";

export type { Rule, RuleViolation } from "./rule.js";

/** What holds for Thing Descriptions and Thing Models alike. */
const sharedRules: readonly Rule[] = [languageTag, uriVariablesDistinct, comboDeprecation, autoInNoName, emptyRange];

/** Rules about Thing Descriptions, in the order in which they are checked. */
export const rules: readonly Rule[] = [
  ...sharedRules,
  oauth2CodeFlow,
  oauth2ClientFlow,
  oauth2ClientFlowNoAuthorization,
  oneTypeLink,
];

/** Rules about Thing Models. */
export const modelRules: readonly Rule[] = [...sharedRules, modelHasNoInstanceVersion, optionalResolves];
