import { isRecord } from "@thingwright/td";

type JsonObject = Readonly<Record<string, unknown>>;

/** Takes ids of assertions. */
export type Add = (...ids: readonly string[]) => void;

/** Adds the assertions of each term that a Thing Description has, on the class of the object that has it. */
export function addTerms(document: JsonObject, add: Add): void {
  thing(document, add);
}

function thing(document: JsonObject, add: Add): void {
  terms(document, "Thing", add);
  if (Object.hasOwn(document, "@context")) add("td-context", "td-context-toplevel");
  languages(document, add);
  for (const [term, kind] of kinds) affordances(document[term], term, kind, add);
  for (const each of objects(document.securityDefinitions)) securityScheme(each, add);
  if (isRecord(document.securityDefinitions)) add("td-objects_securityDefinitions", "td-security-schemes");
  if (Object.hasOwn(document, "security")) add("td-security", "td-security-mandatory");
  for (const each of list(document.links)) terms(each, "Link", add);
  if (Array.isArray(document.links)) add("td-arrays_links", "td-links");
  forms(document, add);
  for (const each of objects(document.schemaDefinitions)) dataSchema(each, add);
  if (isRecord(document.schemaDefinitions)) add("td-objects_schemaDefinitions");
  if (isRecord(document.version)) {
    terms(document.version, "VersionInfo", add);
    add("td-version", "td-objects_version");
  }
}

const kinds = [
  ["properties", "property"],
  ["actions", "action"],
  ["events", "event"],
] as const;

const classes = { property: "PropertyAffordance", action: "ActionAffordance", event: "EventAffordance" } as const;

/** The parts of an affordance that are DataSchemas. */
const schemaParts = ["input", "output", "subscription", "data", "dataResponse", "cancellation"] as const;

function affordances(map: unknown, term: string, kind: "property" | "action" | "event", add: Add): void {
  if (!isRecord(map)) return;
  add(`td-objects_${term}`, `td-${term}`, `td-${term}_existence`, `td-${term}_uniqueness`);
  for (const affordance of objects(map)) {
    terms(affordance, "InteractionAffordance", add);
    terms(affordance, classes[kind], add);
    for (const name of Object.keys(affordance)) add(`td-${kind}-names_${spelt(name)}`);
    add(`td-${kind}-names`);
    forms(affordance, add);
    languages(affordance, add);
    if (Array.isArray(affordance.forms)) add(`td-${kind}-arrays`);
    if (isRecord(affordance.uriVariables)) add("td-objects_uriVariables", "td-uriVariables-names");
    for (const each of objects(affordance.uriVariables)) dataSchema(each, add);
    if (kind === "property") dataSchema(affordance, add);
    else dataParts(affordance, kind, add);
  }
}

function dataParts(affordance: JsonObject, kind: "action" | "event", add: Add): void {
  for (const part of schemaParts) {
    const schema = Object.hasOwn(affordance, part) ? affordance[part] : undefined;
    if (!isRecord(schema)) continue;
    add(`td-${kind}-objects`, `td-${kind}-objects_${part}`);
    dataSchema(schema, add);
  }
}

function dataSchema(schema: JsonObject, add: Add): void {
  terms(schema, "DataSchema", add);
  const { type } = schema;
  add("td-data-schema");
  if (typeof type === "string") add(`td-vocab-type--DataSchema_${type}`);
  const subclass =
    typeof type === "string" && /^[a-z]+$/.test(type) ? `${type[0]!.toUpperCase()}${type.slice(1)}Schema` : "";
  if (subclass !== "") terms(schema, subclass, add);
  for (const name of Object.keys(schema)) add(`td-data-schema_${spelt(name)}`, `td-data-schema_${name}-${subclass}`);
  languages(schema, add);
  for (const name of ["enum", "oneOf", "required"]) {
    if (Array.isArray(schema[name])) add("td-data-schema-arrays", `td-data-schema-arrays_${name}`);
  }
  for (const each of [...objects(schema.properties), ...list(schema.oneOf), ...list(schema.items)])
    dataSchema(each, add);
  if (isRecord(schema.items)) dataSchema(schema.items, add);
}

function forms(holder: JsonObject, add: Add): void {
  if (Array.isArray(holder.forms)) add("td-forms", "td-arrays_forms");
  for (const form of list(holder.forms)) {
    terms(form, "Form", add);
    if (Object.hasOwn(form, "security")) add("td-security-overrides");
    for (const operation of [form.op].flat()) if (typeof operation === "string") add(`td-vocab-op--Form_${operation}`);
    if (isRecord(form.response)) {
      add("td-forms-response", "td-form-response-object");
      terms(form.response, "ExpectedResponse", add);
    }
    for (const each of list(form.additionalResponses)) terms(each, "AdditionalExpectedResponse", add);
  }
}

function securityScheme(scheme: JsonObject, add: Add): void {
  terms(scheme, "SecurityScheme", add);
  languages(scheme, add);
  const subclass = typeof scheme.scheme === "string" ? schemes.get(scheme.scheme) : undefined;
  if (subclass === undefined) return;
  add("td-security-scheme-name", `td-vocab-scheme--SecurityScheme_${scheme.scheme}`);
  terms(scheme, subclass, add);
  if (scheme.scheme === "combo") add("td-security-combo-exclusive-oneof-or-allof");
  if (scheme.scheme === "oauth2" && scheme.flow === "code") add("td-security-oauth2-code-flow");
  if (scheme.scheme === "oauth2" && scheme.flow === "client") {
    add("td-security-oauth2-client-flow", "td-security-oauth2-client-flow-no-auth");
  }
}

const schemes: ReadonlyMap<string, string> = new Map([
  ["nosec", "NoSecurityScheme"],
  ["auto", "AutoSecurityScheme"],
  ["combo", "ComboSecurityScheme"],
  ["basic", "BasicSecurityScheme"],
  ["digest", "DigestSecurityScheme"],
  ["apikey", "APIKeySecurityScheme"],
  ["bearer", "BearerSecurityScheme"],
  ["psk", "PSKSecurityScheme"],
  ["oauth2", "OAuth2SecurityScheme"],
]);

function languages(object: JsonObject, add: Add): void {
  for (const term of ["titles", "descriptions"]) {
    if (!isRecord(object[term])) continue;
    add("td-multi-languages", `td-multi-languages_${term}`, "td-multilanguage-language-tag", "td-multilanguage-value");
  }
}

function terms(object: JsonObject, type: string, add: Add): void {
  for (const name of Object.keys(object)) add(`td-vocab-${spelt(name)}--${type}`);
}

/** `@type` is written `at-type` in ids. */
const spelt = (name: string): string => name.replace(/^@/, "at-");

const objects = (map: unknown): readonly JsonObject[] => (isRecord(map) ? Object.values(map).filter(isRecord) : []);

const list = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isRecord) : []);
