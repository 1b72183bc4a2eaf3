export { fromAsyncApi } from "./asyncapi/from-asyncapi.js";
export { toAsyncApi } from "./asyncapi/to-asyncapi.js";
export type { Conversion, JsonObject, Loss } from "./conversion.js";
export { toJsonSchema } from "./json-schema/to-json-schema.js";
export { fromOpenApi } from "./openapi/from-openapi.js";
export { toOpenApi } from "./openapi/to-openapi.js";
export type { DocumentInput } from "./read/read-document.js";
export type { ReadLimits } from "./read/read-limits.js";
