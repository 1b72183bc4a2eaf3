import { oauth2Flow } from "./oauth2-flow.js";
import type { Rule } from "./rule.js";

/** An OAuth2 `client` flow has a token endpoint (TD 1.1 §5.3.3.10). */
export const oauth2ClientFlow: Rule = oauth2Flow("td-security-oauth2-client-flow", "client", ["token"]);
