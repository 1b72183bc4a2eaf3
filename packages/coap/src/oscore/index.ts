export { type AeadName, aeadAlgorithms } from "./algorithm.js";
export { fileStore } from "./file-store.js";
export type { HkdfName } from "./key-derivation.js";
export { type OscoreContext, oscoreContext } from "./oscore-context.js";
export { type OscoreContexts, type OscoreContextsOptions, oscoreContexts } from "./oscore-contexts.js";
export type { OscoreContextOptions } from "./security-context.js";
export { memoryStore, type OscoreStore, type Reservation } from "./state-store.js";
