export { toAsyncApi } from "./asyncapi/to-asyncapi.js";
export type { Conversion, JsonObject, Loss } from "./conversion.js";
export { toJsonSchema } from "./json-schema/to-json-schema.js";
export { toOpenApi } from "./openapi/to-openapi.js";
