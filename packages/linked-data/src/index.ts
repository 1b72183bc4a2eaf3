export { builtInContexts, type Contexts } from "./contexts/contexts.js";
export { type DocumentLoader, documentLoader } from "./document-loader.js";
export { canonicalize, expand, toRdf } from "./linked-data.js";
export { defaultLinkedDataLimits, type LinkedDataLimits, type LinkedDataOptions } from "./linked-data-options.js";
