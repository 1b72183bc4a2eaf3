export { type AuthorityLimits, defaultAuthorityLimits } from "./authority/authority-limits.js";
export type { Fetch } from "./authority/bounded-fetch.js";
export { equalSecrets, type Secret } from "./credentials/equal-secrets.js";
export { type CredentialEntries, type MemoryCredentials, memoryCredentials } from "./credentials/memory-credentials.js";
export { noCredentials } from "./credentials/no-credentials.js";
export { type KnownCredentials, staticVerifier } from "./credentials/static-verifier.js";
export { verifiersByDefinition } from "./credentials/verifiers-by-definition.js";
export { type ApiKeyCredentials, apikey } from "./schemes/apikey/apikey.js";
export { auto } from "./schemes/auto/auto.js";
export { basic } from "./schemes/basic/basic.js";
export type { BasicCredentials } from "./schemes/basic/basic-credentials.js";
export { type BearerCredentials, bearer } from "./schemes/bearer/bearer.js";
export { cert } from "./schemes/cert/cert.js";
export type { CertificateCredentials } from "./schemes/cert/client-certificate.js";
export type { RealmOptions } from "./schemes/challenge.js";
export { defaultSchemes } from "./schemes/default-schemes.js";
export { type DigestOptions, digest } from "./schemes/digest/digest.js";
export type { DigestAlgorithm } from "./schemes/digest/digest-algorithm.js";
export { defaultNonceLimits, type NonceLimits } from "./schemes/digest/nonces.js";
export { nosec } from "./schemes/nosec/nosec.js";
export { oauth2 } from "./schemes/oauth2/oauth2.js";
export type { OAuth2Credentials } from "./schemes/oauth2/oauth2-credentials.js";
export {
  type DevicePrompt,
  defaultOAuth2Limits,
  type OAuth2Limits,
  type OAuth2Options,
} from "./schemes/oauth2/oauth2-options.js";
export { type PskCredentials, psk } from "./schemes/psk/psk.js";
export { type SecurityOptions, security } from "./security.js";
export { defaultThrottleLimits, type ThrottleLimits } from "./throttle/throttle.js";
export {
  defaultIntrospectionLimits,
  type IntrospectionLimits,
  type IntrospectionVerifierOptions,
  introspectionVerifier,
} from "./tokens/introspection-verifier.js";
export {
  defaultJwtLimits,
  type JwtLimits,
  type JwtVerifierOptions,
  type VerificationKey,
} from "./tokens/jwt-options.js";
export { jwtVerifier } from "./tokens/jwt-verifier.js";
