import type { CredentialVerifier } from "@thingwright/contracts";
import { type IntrospectionVerifierOptions, introspectionVerifier } from "@thingwright/security";
import { Agent, fetch as fetchBy } from "undici";
import type { IntrospectionEndpoint, Method, OAuth2ServerConfig } from "./http-config.js";

/**
 * Judges tokens as the configuration of an HttpServer says.
 *
 * @throws {Error} for a method that node-wot does not know either
 * @throws {UsageError} WOT_ARGUMENT for an address that secrets may not go to
 */
export function tokenVerifier({ method, allowedClients = ".*" }: OAuth2ServerConfig): CredentialVerifier {
  const { endpoint, credentials, allowSelfSigned = false } = endpointOf(method);
  const isAllowed = new RegExp(allowedClients);
  return introspectionVerifier({
    endpoint: new URL(endpoint),
    ...(credentials === undefined ? {} : { clientId: credentials.username, clientSecret: credentials.password }),
    ...(allowSelfSigned ? { fetch: trusting() } : {}),
    accepts: ({ client_id }) => allowedClients === ".*" || isAllowed.test(String(client_id ?? "")),
  });
}

function endpointOf(method: Method | undefined): IntrospectionEndpoint {
  if (!method?.name) throw new Error("Undefined oauth token validation method");
  if (method.name === "introspection_endpoint") return method as IntrospectionEndpoint;
  throw new Error(`Unsupported oauth token validation method ${method.name}`);
}

/** Takes any certificate: the program asked for it. */
function trusting(): NonNullable<IntrospectionVerifierOptions["fetch"]> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  return ((url: string, init: object) => fetchBy(url, { ...init, dispatcher })) as never;
}
