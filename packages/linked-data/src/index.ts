export { type CanonicalizeOptions, canonicalize } from "./canonical/canonicalize.js";
export { type CompactOptions, compact } from "./compact.js";
export { builtInContexts, type Contexts } from "./contexts/contexts.js";
export { type DocumentLoader, documentLoader } from "./document-loader.js";
export { expand } from "./expand.js";
export type { DocumentInput } from "./json-document.js";
export { defaultLinkedDataLimits, type LinkedDataLimits, type LinkedDataOptions } from "./linked-data-options.js";
export { canonicalRdf, toRdf } from "./rdf-dataset.js";
export { type ContextLoader, type RemoteContextsOptions, remoteContexts } from "./remote-contexts.js";
