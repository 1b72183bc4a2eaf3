export type { DataFinding } from "./data-schema/data-finding.js";
export { compileDataSchema, type DataSchemaValidator } from "./data-schema/data-schema-validator.js";
export { DeclaredTerms, declaredTerms, type Prefixes, prefixesOf } from "./declared/declared-terms.js";
export { actionDefaults, propertyDefaults } from "./defaults/affordance-defaults.js";
export {
  type EffectiveAdditionalResponse,
  type EffectiveForm,
  effectiveForms,
} from "./defaults/effective-form.js";
export { securityDefaults } from "./defaults/security-defaults.js";
export type { Finding } from "./finding.js";
export { formsOf, type PlacedForm } from "./forms-of.js";
export { canonicalText } from "./json/canonical-text.js";
export { collectBytes } from "./json/collect-bytes.js";
export { isRecord } from "./json/is-record.js";
export { endOfString } from "./json/json-depth.js";
export type { JsonLimits } from "./json/json-limits.js";
export { type JsonTextResult, parseJsonText } from "./json/json-text.js";
export { checkJsonValue, type JsonValueResult } from "./json/json-value.js";
export { escapePointer, resolvePointer, unescapePointer } from "./json-pointer.js";
export { createAjv } from "./json-schema/create-ajv.js";
export { linearPatterns, type PatternEngine } from "./json-schema/pattern.js";
export type { Violation } from "./json-schema/violation.js";
export { type LinkFilter, linksOf } from "./links-of.js";
export type { ParseOptions, ParseResult } from "./parse/parse-result.js";
export { parseThingDescription, parseThingDescriptionOrThrow } from "./parse/parse-thing-description.js";
export { ruleFindings } from "./rules/index.js";
export { schemaFindings } from "./schema/schema-findings.js";
export { type InstantiateOptions, instantiate } from "./thing-model/instantiate.js";
export { isThingModel } from "./thing-model/is-thing-model.js";
export { replacePlaceholders } from "./thing-model/placeholders.js";
export { truncate } from "./truncate.js";
export type { ActionTypes, AnyVariables, EventTypes, PropertyAccess, PropertyTypes } from "./typed/affordance-types.js";
export type * from "./typed/thing-types.js";
export type { ValueOf } from "./typed/value-of.js";
export type {
  ActionAffordance,
  EventAffordance,
  InteractionAffordance,
  PropertyAffordance,
} from "./types/affordance.js";
export type * from "./types/data-schema.js";
export type { AdditionalExpectedResponse, ExpectedResponse, Form, FormHint, Link } from "./types/form.js";
export * from "./types/operation.js";
export { profiles } from "./types/profile.js";
export type * from "./types/security-scheme.js";
export * from "./types/thing.js";
export { resolveHref } from "./uri/resolve-href.js";
export { compileUriTemplate, type UriTemplate } from "./uri/uri-template.js";
export { validateThingDescription } from "./validate-thing-description.js";
