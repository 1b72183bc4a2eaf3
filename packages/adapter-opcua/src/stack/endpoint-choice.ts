import { CredentialsError, RemoteError } from "@thingwright/errors";
import type { NodeOpcuaEndpoint } from "./node-opcua.js";
import type { SecurityMode, UaEndpoint, UaIdentity } from "./ua-session.js";

const modeNumbers: Readonly<Record<SecurityMode, number>> = { None: 1, Sign: 2, SignAndEncrypt: 3 };

/** Policies that are used, the best first; older ones are broken (OPC 10000-7). */
const policies = ["Aes256_Sha256_RsaPss", "Aes128_Sha256_RsaOaep", "Basic256Sha256"] as const;

const policyBase = "http://opcfoundation.org/UA/SecurityPolicy#";

/** The name of a security policy, of its URI. */
export const policyName = (uri: string): string => uri.slice(uri.indexOf("#") + 1);

/**
 * Which of a server's endpoints to use: of those with the mode and the policy that are asked for, the best.
 *
 * @throws {RemoteError} WOT_REMOTE when there is none, with those there are
 * @throws {CredentialsError} WOT_CREDENTIALS_REFUSED when it does not take such an identity, or would take a password as it is
 */
export function chooseEndpoint(offered: readonly NodeOpcuaEndpoint[], wanted: UaEndpoint): NodeOpcuaEndpoint {
  const fitting = offered
    .filter(({ endpointUrl }) => endpointUrl.startsWith("opc.tcp:"))
    .filter((endpoint) => fits(endpoint, wanted))
    .sort((one, other) => rank(other) - rank(one));
  const [best] = fitting;
  if (best === undefined) throw nothingFits(offered, wanted);
  const usable = fitting.find((endpoint) => takes(endpoint, wanted.identity));
  if (usable === undefined) throw noToken(best, wanted.identity);
  return usable;
}

/** The URI of the policy of an endpoint, as the stack wants it. */
export const isSecured = ({ securityMode }: NodeOpcuaEndpoint): boolean => securityMode !== modeNumbers.None;

function fits({ securityMode, securityPolicyUri }: NodeOpcuaEndpoint, { mode, policy }: UaEndpoint): boolean {
  if (mode === "secure" ? securityMode < modeNumbers.Sign : securityMode !== modeNumbers[mode]) return false;
  if (securityMode === modeNumbers.None) return true;
  const name = policyName(securityPolicyUri);
  return policy === undefined ? policies.some((each) => each === name) : name === policy;
}

function rank({ securityMode, securityPolicyUri }: NodeOpcuaEndpoint): number {
  const place = policies.findIndex((each) => policyBase + each === securityPolicyUri);
  return securityMode * 10 + (place < 0 ? 0 : policies.length - place);
}

const anonymous = 0;
const userName = 1;
const certificate = 2;

function tokenTypeOf({ user, certificate: own }: UaIdentity): number {
  if (own !== undefined) return certificate;
  return user === undefined ? anonymous : userName;
}

/** A password is sent encrypted, by the channel or by the policy of its token. */
function takes(endpoint: NodeOpcuaEndpoint, identity: UaIdentity): boolean {
  const type = tokenTypeOf(identity);
  return (endpoint.userIdentityTokens ?? []).some(({ tokenType, securityPolicyUri }) => {
    if (tokenType !== type) return false;
    if (type !== userName || endpoint.securityMode === modeNumbers.SignAndEncrypt) return true;
    const policy = policyName(securityPolicyUri || endpoint.securityPolicyUri);
    return policy !== "None" && endpoint.serverCertificate !== null && endpoint.serverCertificate.length > 0;
  });
}

function nothingFits(offered: readonly NodeOpcuaEndpoint[], { mode, policy }: UaEndpoint): RemoteError {
  const names = ["", ...Object.keys(modeNumbers)];
  const all = offered.map((each) => `${names[each.securityMode]} ${policyName(each.securityPolicyUri)}`);
  const asked = [mode === "secure" ? "Sign or SignAndEncrypt" : mode, policy].filter((each) => each !== undefined);
  const message = `the server has no endpoint with ${asked.join(" ")}, but ${all.join(", ") || "none at all"}`;
  return new RemoteError("WOT_REMOTE", message, { status: "BadSecurityModeRejected", problem: { title: message } });
}

function noToken(endpoint: NodeOpcuaEndpoint, identity: UaIdentity): CredentialsError {
  const names = ["anonymous", "a user name", "a certificate", "an issued token"];
  const type = tokenTypeOf(identity);
  const offered = (endpoint.userIdentityTokens ?? []).map(({ tokenType }) => names[tokenType] ?? "another token");
  const isThere = (endpoint.userIdentityTokens ?? []).some(({ tokenType }) => tokenType === type);
  const message = isThere
    ? "the server takes passwords unencrypted on this endpoint: none is sent"
    : `the server takes ${offered.join(", ") || "nobody"} on this endpoint, and not ${names[type]}`;
  return new CredentialsError("WOT_CREDENTIALS_REFUSED", message);
}
