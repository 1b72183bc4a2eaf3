export { findPrivateAddresses, type PrivateAddress } from "./exposure/private-addresses.js";
export type { PrivateAddressKind } from "./exposure/private-host.js";
export type { SecretKind } from "./exposure/secret-text.js";
export { findSecrets, type Secret } from "./exposure/secrets.js";
export { type JudgeOptions, judgeDocument } from "./judge-document.js";
export type { DocumentKind, Judgement, JudgementFinding, Verdict } from "./judgement.js";
export { type SourceMap, sourceMap } from "./source-map.js";
export type { SourcePosition } from "./source-position.js";
