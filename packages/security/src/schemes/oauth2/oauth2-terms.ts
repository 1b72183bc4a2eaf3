import { ThingDescriptionError, UnsupportedError } from "@thingwright/errors";
import type { OAuth2SecurityScheme } from "@thingwright/td";
import { authorityAddress } from "../../authority/authority-address.js";
import type { OAuth2Endpoints } from "./endpoints.js";
import { type Flow, flows } from "./flows.js";

/** What a definition of the scheme `oauth2` says, checked. */
export interface OAuth2Terms extends OAuth2Endpoints {
  readonly flow: Flow;
}

/**
 * @throws {ThingDescriptionError} WOT_TD_INVALID for a definition without what its flow needs
 * @throws {UnsupportedError} WOT_NO_FORM for a flow that is not known, or an address that secrets may not go to
 * @see td-security-oauth2-code-flow, td-security-oauth2-client-flow
 */
export function oauth2Terms(definition: OAuth2SecurityScheme): OAuth2Terms {
  const flow = Object.hasOwn(flows, definition.flow) ? flows[definition.flow as keyof typeof flows] : undefined;
  if (flow === undefined)
    throw new UnsupportedError("WOT_NO_FORM", `the OAuth 2.0 flow "${definition.flow}" is not known`);
  const token = endpoint(definition, "token", flow.assertion);
  return {
    flow,
    token,
    authorization: flow.needsAuthorization ? endpoint(definition, "authorization", flow.assertion) : undefined,
    refresh: definition.refresh === undefined ? token : endpoint(definition, "refresh", flow.assertion),
  };
}

function endpoint(
  definition: OAuth2SecurityScheme,
  name: "token" | "authorization" | "refresh",
  assertion: string,
): URL {
  const text = definition[name];
  if (text === undefined) {
    throw new ThingDescriptionError("WOT_TD_INVALID", `the flow "${definition.flow}" needs "${name}"`, { assertion });
  }
  const address = authorityAddress(text);
  if (typeof address === "string") throw new UnsupportedError("WOT_NO_FORM", `"${name}": ${address}`);
  return address;
}
