import { isRecord } from "@thingwright/td";
import type { Add } from "./exercised-terms.js";
import { type Occasions, occasionsOf } from "./occasions.js";

type JsonObject = Readonly<Record<string, unknown>>;

/** Adds the assertions that are about how things go together, where the document has what they speak of. */
export function addOccasions(document: JsonObject, add: Add): void {
  const occasions = occasionsOf(document);
  for (const [ids, isGiven] of byOccasion) if (isGiven(occasions)) add(...ids);
}

const current = "https://www.w3.org/2022/wot/td/v1.1";
const former = "https://www.w3.org/2019/wot/td/v1";
const contextMap = ({ contexts }: Occasions): readonly JsonObject[] => contexts.filter(isRecord);
const has = (name: string) => (given: Occasions) => given.names.has(name);
const hasScheme = (test: (scheme: JsonObject) => boolean) => (given: Occasions) => given.schemes.some(test);
const hasLocation = (place: string) => hasScheme((scheme) => scheme.in === place);
const hasBoth = (one: string, other: string) => (given: Occasions) =>
  given.objects.some((each) => Object.hasOwn(each, one) && Object.hasOwn(each, other));
const hasExtension = (name: string, values: readonly unknown[]) =>
  hasScheme((scheme) => scheme.scheme === "bearer" && Object.hasOwn(scheme, name) && !values.includes(scheme[name]));
const isMade = ({ links }: Occasions): boolean => links.some(({ rel }) => rel === "type");
const always = (): boolean => true;

const algorithms = ["ES256", "ES512-256"];
const formats = ["jwt", "cwt", "jwe", "jws"];

/** Assertions, and what a document has that exercises them. */
const byOccasion: readonly (readonly [ids: readonly string[], isGiven: (given: Occasions) => boolean])[] = [
  [["td-class-type", "td-string-type", "sec-inj-no-intl-markup"], always],
  [["td-context-ns-thing-mandatory"], ({ contexts }) => contexts.includes(current)],
  [["td-context-ns-td10-namespace"], ({ contexts }) => contexts.includes(current) && contexts.includes(former)],
  [["td-context-ns-thing-optional"], ({ contexts }) => contexts.length > 1],
  [
    ["td-context-ns-thing-map-of-namespaces"],
    (given) => contextMap(given).some((map) => Object.keys(map).some((name) => !name.startsWith("@"))),
  ],
  [["td-context-default-language"], (given) => contextMap(given).some((map) => Object.hasOwn(map, "@language"))],
  [["td-text-at-direction"], (given) => contextMap(given).some((map) => Object.hasOwn(map, "@direction"))],
  [
    ["td-multi-languages-consistent"],
    ({ objects }) => objects.filter((each) => isRecord(each.titles) || isRecord(each.descriptions)).length > 1,
  ],
  [["td-title-description", "td-title-description_titles", "td-titles-descriptions"], hasBoth("title", "titles")],
  [
    ["td-title-description", "td-title-description_descriptions", "td-titles-descriptions"],
    hasBoth("description", "descriptions"),
  ],
  [["td-objects_descriptions"], has("descriptions")],
  [["td-security-combo-deprecation"], ({ objects }) => objects.some(({ security }) => Array.isArray(security))],
  [["td-security-combo-deprecation"], hasScheme(({ scheme }) => scheme === "combo")],
  [["sec-security-vocab-auto-in-no-name"], hasLocation("auto")],
  [["sec-vuln-auto"], hasScheme(({ scheme }) => scheme === "auto")],
  [["td-security-no-secrets"], hasScheme(({ scheme }) => scheme !== "nosec")],
  [
    ["td-security-uri-variables-distinct", "td-security-in-uri-variable", "td-security-in-query-over-uri"],
    hasLocation("uri"),
  ],
  [
    ["sec-body-name-json-pointer", "sec-body-name-json-pointer-creatable", "sec-body-name-json-pointer-type"],
    hasLocation("body"),
  ],
  [["sec-body-name-json-pointer-array"], hasScheme((each) => each.in === "body" && /\/-$/.test(String(each.name)))],
  [["td-security-extension"], hasScheme(({ scheme }) => String(scheme).includes(":"))],
  [
    ["td-security-bearer-format-extensions", "td-security-bearer-format-extensions_alg"],
    hasExtension("alg", algorithms),
  ],
  [
    ["td-security-bearer-format-extensions", "td-security-bearer-format-extensions_format"],
    hasExtension("format", formats),
  ],
  [["td-security-activation"], has("security")],
  [["well-known-operation-types-only"], has("op")],
  [["td-op-for-thing"], ({ formsOf }) => formsOf.thing.length > 0],
  [["td-op-for-property"], ({ formsOf }) => formsOf.property.some(({ op }) => op !== undefined)],
  [["td-op-for-action"], ({ formsOf }) => formsOf.action.some(({ op }) => op !== undefined)],
  [["td-op-for-event"], ({ formsOf }) => formsOf.event.some(({ op }) => op !== undefined)],
  [
    ["td-form-protocolbindings"],
    ({ formsOf }) =>
      Object.values(formsOf)
        .flat()
        .some((form) => Object.keys(form).some((name) => /^[a-z][\w-]*:/i.test(name))),
  ],
  [["privacy-id-metadata"], has("id")],
  [["tm-rel-type-maximum"], isMade],
  [
    [
      "thing-model-td-generation-processor-type",
      "thing-model-td-generation-processor-imports",
      "thing-model-td-generation-processor-extends",
      "tm-placeholder-replacement",
    ],
    isMade,
  ],
  [["td-array-type", "td-arrays"], (given) => has("forms")(given) || has("links")(given)],
  [["td-map-type", "td-objects"], has("securityDefinitions")],
  [["td-datetime-type", "td-datetime-recommended-type"], (given) => has("created")(given) || has("modified")(given)],
  [["td-boolean-type"], ({ values }) => values.has("boolean")],
  [["td-integer-type"], ({ names }) => ["minItems", "maxItems", "minLength", "maxLength"].some((n) => names.has(n))],
  [["td-number-type"], ({ values }) => values.has("number")],
  [
    ["td-data-schema-objects"],
    ({ objects }) => objects.some((each) => each.type === "object" && isRecord(each.properties)),
  ],
  [["td-data-schema-objects-arrays"], has("items")],
  [["td-uriVariables-dataschema"], has("uriVariables")],
];
