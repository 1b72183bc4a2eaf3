import type { AccessToken } from "./access-token.js";
import { clientGrant } from "./grants/client-grant.js";
import { codeGrant } from "./grants/code-grant.js";
import { deviceGrant } from "./grants/device-grant.js";
import type { GrantRequest } from "./grants/grant-request.js";

/** How a client comes to its first token. */
export interface Flow {
  /** @throws {WotError} CredentialsError when access is not granted */
  grant(request: GrantRequest): Promise<AccessToken>;
  readonly needsAuthorization: boolean;
  /** What a definition without the endpoints breaks. */
  readonly assertion: string;
}

/** The flows of TD 1.1 §5.3.3.10, by name. */
export const flows = {
  client: { grant: clientGrant, needsAuthorization: false, assertion: "td-security-oauth2-client-flow" },
  code: { grant: codeGrant, needsAuthorization: true, assertion: "td-security-oauth2-code-flow" },
  device: { grant: deviceGrant, needsAuthorization: true, assertion: "td-vocab-authorization--OAuth2SecurityScheme" },
} as const satisfies Readonly<Record<string, Flow>>;
