export { type AeadName, aeadAlgorithms } from "./algorithm.js";
export { oscoreContext } from "./context-factory.js";
export type {
  OscoreContextOptions,
  OscoreKeyOptions,
  RenewedContextOptions,
  StoredContextOptions,
} from "./context-options.js";
export { type FileStore, fileStore } from "./file-store.js";
export type { HkdfName } from "./key-derivation.js";
export type { OscoreContext } from "./oscore-context.js";
export { type OscoreContexts, type OscoreContextsOptions, oscoreContexts } from "./oscore-contexts.js";
export { memoryStore, type OscoreStore, type Reservation } from "./state-store.js";
