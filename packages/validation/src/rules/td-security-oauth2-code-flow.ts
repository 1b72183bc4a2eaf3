import { oauth2Flow } from "./oauth2-flow.js";
import type { Rule } from "./rule.js";

/** An OAuth2 `code` flow has both endpoints (TD 1.1 §5.3.3.10). */
export const oauth2CodeFlow: Rule = oauth2Flow("td-security-oauth2-code-flow", "code", ["authorization", "token"]);
