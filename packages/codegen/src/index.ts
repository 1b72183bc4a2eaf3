export { codegenLimits } from "./codegen-limits.js";
export { type GenerateTypesOptions, generateTypes } from "./generate-types.js";
