import { clearTextCredentials } from "./lint-clear-text-credentials.js";
import { constAndEnum } from "./lint-const-and-enum.js";
import { constOutside } from "./lint-const-outside-schema.js";
import { contradictingOperation } from "./lint-contradicting-operation.js";
import { emptyRange } from "./lint-empty-range.js";
import { enumOutside } from "./lint-enum-outside-schema.js";
import { inapplicableTerm } from "./lint-inapplicable-term.js";
import { modelLinkType } from "./lint-model-link-type.js";
import { obsoleteTerm } from "./lint-obsolete-term.js";
import { openContainer } from "./lint-open-container.js";
import { usablePattern } from "./lint-pattern.js";
import { privateAddress } from "./lint-private-address.js";
import { readOnlyAndWriteOnly } from "./lint-read-only-and-write-only.js";
import { relativeHref } from "./lint-relative-href.js";
import { repeatedForm } from "./lint-repeated-form.js";
import { repeatedResponse } from "./lint-repeated-response.js";
import { possibleSecret } from "./lint-secret.js";
import { titleLanguage } from "./lint-title-language.js";
import { undeclaredPrefix } from "./lint-undeclared-prefix.js";
import { undefinedRequired } from "./lint-undefined-required.js";
import { unreachableOperation } from "./lint-unreachable-operation.js";
import { unusedSchema } from "./lint-unused-schema-definition.js";
import { unusedSecurity } from "./lint-unused-security-definition.js";
import { unusedVariable } from "./lint-unused-uri-variable.js";
import { uriTemplate } from "./lint-uri-template.js";
import { idWithoutMetadata } from "./privacy-id-metadata.js";
import type { Rule } from "./rule.js";
import { bodyPointer } from "./sec-body-name-json-pointer.js";
import { bodyCreatable } from "./sec-body-name-json-pointer-creatable.js";
import { bodyString } from "./sec-body-name-json-pointer-type.js";
import { noMarkup } from "./sec-inj-no-intl-markup.js";
import { autoInNoName } from "./sec-security-vocab-auto-in-no-name.js";
import { defaultLanguage } from "./td-context-default-language.js";
import { contextOrder } from "./td-context-ns-td10-namespace.js";
import { sameLanguages } from "./td-multi-languages-consistent.js";
import { opForAction } from "./td-op-for-action.js";
import { opForEvent } from "./td-op-for-event.js";
import { opForProperty } from "./td-op-for-property.js";
import { opForThing } from "./td-op-for-thing.js";
import { comboDeprecation } from "./td-security-combo-deprecation.js";
import { comboExclusive } from "./td-security-combo-exclusive-oneof-or-allof.js";
import { queryOverUri } from "./td-security-in-query-over-uri.js";
import { uriHasVariable } from "./td-security-in-uri-variable.js";
import { securityMandatory } from "./td-security-mandatory.js";
import { noSecrets } from "./td-security-no-secrets.js";
import { oauth2ClientFlow } from "./td-security-oauth2-client-flow.js";
import { oauth2ClientFlowNoAuthorization } from "./td-security-oauth2-client-flow-no-auth.js";
import { oauth2CodeFlow } from "./td-security-oauth2-code-flow.js";
import { schemeName } from "./td-security-scheme-name.js";
import { uriVariablesDistinct } from "./td-security-uri-variables-distinct.js";
import { textDirection } from "./td-text-at-direction.js";
import { translatedTexts } from "./td-titles-descriptions.js";
import { declaredVariables } from "./td-uriVariables-names.js";
import { defaultFits } from "./td-vocab-default--DataSchema.js";
import { linkLanguage } from "./td-vocab-hreflang--Link.js";
import { definedSchema } from "./td-vocab-schema--AdditionalExpectedResponse.js";
import { formScopes } from "./td-vocab-scopes--Form.js";
import { iconSizes } from "./td-vocab-sizes--Link.js";
import { affordanceVariables } from "./td-vocab-uriVariables--InteractionAffordance.js";
import { thingVariables } from "./td-vocab-uriVariables--Thing.js";
import { noExtends } from "./thing-model-td-generation-processor-extends.js";
import { noReferences } from "./thing-model-td-generation-processor-imports.js";
import { submodelNames } from "./tm-compose-name-collision.js";
import { submodelsByLink } from "./tm-compose-submodel.js";
import { modelContext } from "./tm-context-requirement.js";
import { extendsByLink } from "./tm-extend.js";
import { modelIdentification } from "./tm-identification.js";
import { placeholderPattern } from "./tm-placeholder.js";
import { placeholderReplaced } from "./tm-placeholder-replacement.js";
import { placeholderInValue } from "./tm-placeholder-value.js";
import { noRecursion } from "./tm-ref-recursive-extensions.js";
import { oneTypeLink } from "./tm-rel-type-maximum.js";
import { modelSecurity } from "./tm-td-generation-inconsistencies.js";
import { optionalName } from "./tm-tmOptional.js";
import { optionalIsArray } from "./tm-tmOptional-array.js";
import { optionalIsPointers } from "./tm-tmOptional-JSONPointer.js";
import { optionalResolves } from "./tm-tmOptional-resolver.js";
import { referencePattern } from "./tm-tmRef1.js";
import { referenceResolves } from "./tm-tmRef2.js";
import { modelHasNoInstanceVersion } from "./tm-versioning-2.js";
import { wellKnownOperations } from "./well-known-operation-types-only.js";

export type { Rule, RuleViolation } from "./rule.js";

/** What holds for Thing Descriptions and Thing Models alike. */
const sharedRules: readonly Rule[] = [
  contextOrder,
  defaultLanguage,
  textDirection,
  sameLanguages,
  translatedTexts,
  noMarkup,
  linkLanguage,
  iconSizes,
  schemeName,
  comboExclusive,
  comboDeprecation,
  autoInNoName,
  noSecrets,
  uriVariablesDistinct,
  uriHasVariable,
  queryOverUri,
  bodyPointer,
  bodyCreatable,
  bodyString,
  formScopes,
  opForThing,
  opForProperty,
  opForAction,
  opForEvent,
  wellKnownOperations,
  definedSchema,
  declaredVariables,
  thingVariables,
  affordanceVariables,
  defaultFits,
  oneTypeLink,
];

/** What breaks no assertion and still is hardly meant. */
const lints: readonly Rule[] = [
  titleLanguage,
  undeclaredPrefix,
  emptyRange,
  constAndEnum,
  constOutside,
  enumOutside,
  inapplicableTerm,
  undefinedRequired,
  openContainer,
  usablePattern,
  readOnlyAndWriteOnly,
  contradictingOperation,
  unreachableOperation,
  modelLinkType,
  obsoleteTerm,
  uriTemplate,
  relativeHref,
  repeatedForm,
  repeatedResponse,
  unusedSecurity,
  unusedSchema,
  unusedVariable,
  clearTextCredentials,
  possibleSecret,
  privateAddress,
];

/** Rules about Thing Descriptions, in the order in which they are checked. */
export const rules: readonly Rule[] = [
  ...sharedRules,
  securityMandatory,
  oauth2CodeFlow,
  oauth2ClientFlow,
  oauth2ClientFlowNoAuthorization,
  idWithoutMetadata,
  modelIdentification,
  placeholderReplaced,
  noReferences,
  noExtends,
  ...lints,
];

/** Rules about Thing Models. */
export const modelRules: readonly Rule[] = [
  modelContext,
  ...sharedRules,
  modelHasNoInstanceVersion,
  extendsByLink,
  submodelsByLink,
  submodelNames,
  referencePattern,
  referenceResolves,
  noRecursion,
  optionalName,
  optionalIsArray,
  optionalIsPointers,
  optionalResolves,
  placeholderPattern,
  placeholderInValue,
  modelSecurity,
  ...lints,
];
