import { escapePointer, isRecord } from "@thingwright/td";
import { mapMembers } from "./map-forms.js";
import type { UpgradeStep } from "./upgrade.js";

/** Schemes and flows of drafts of TD 1.0 that neither Recommendation has; documents of these years have them. */
const withdrawnSchemes: ReadonlySet<unknown> = new Set(["cert", "public", "pop"]);
const withdrawnFlows: ReadonlySet<unknown> = new Set(["implicit", "password", "device"]);

/**
 * TD 1.1 says what each flow of OAuth2 has: the client flow no `authorization`, which it never asked
 * (`td-security-oauth2-client-flow-no-auth`). What is missing, or was withdrawn, is for a person to find.
 */
export const settleFlows: UpgradeStep = (document, changed, open) => {
  if (!isRecord(document.securityDefinitions)) return document;
  const definitions = mapMembers(document.securityDefinitions, (definition, name) => {
    if (!isRecord(definition)) return definition;
    const pointer = () => `/securityDefinitions/${escapePointer(name)}`;
    const { scheme, flow } = definition;
    if (withdrawnSchemes.has(scheme)) {
      open(`${pointer()}/scheme`, `is ${JSON.stringify(scheme)}, which TD 1.1 does not have`);
    }
    if (scheme !== "oauth2") return definition;
    if (withdrawnFlows.has(flow)) open(`${pointer()}/flow`, `is ${JSON.stringify(flow)}, which TD 1.1 does not have`);
    if (flow !== "client" || !Object.hasOwn(definition, "authorization")) return definition;
    changed(pointer(), "has no authorization any more: the client flow asks the token endpoint alone");
    const { authorization: _, ...rest } = definition;
    return rest;
  });
  return definitions === document.securityDefinitions ? document : { ...document, securityDefinitions: definitions };
};
