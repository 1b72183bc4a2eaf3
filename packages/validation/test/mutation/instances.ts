import type { Json, JsonObject } from "./seeds.js";

/** What a JSON object in a document stands for: the Class of TD 1.1 §5, and by its discriminator the Subclass. */
export type ClassName =
  | "Thing"
  | "Property"
  | "Action"
  | "Event"
  | "DataSchema"
  | "SecurityScheme"
  | "Form"
  | "ExpectedResponse"
  | "AdditionalExpectedResponse"
  | "Link"
  | "VersionInfo"
  | "MultiLanguage";

export type Path = readonly (string | number)[];

/** An instance of a Class, by its path from the root. */
export interface Instance {
  readonly of: ClassName;
  readonly path: Path;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The instances in a document, in its order; walks it as TD 1.1 §5.3 says what is an instance of what. */
export function* instancesIn(document: JsonObject): Generator<Instance> {
  yield { of: "Thing", path: [] };
  yield* languages(document, []);
  if (isObject(document.version)) yield { of: "VersionInfo", path: ["version"] };
  yield* each(document.securityDefinitions, ["securityDefinitions"], scheme);
  yield* each(document.schemaDefinitions, ["schemaDefinitions"], schema);
  yield* each(document.uriVariables, ["uriVariables"], schema);
  yield* each(document.links, ["links"], link);
  yield* each(document.forms, ["forms"], form);
  yield* each(document.properties, ["properties"], property);
  yield* each(document.actions, ["actions"], action);
  yield* each(document.events, ["events"], event);
}

type Walk = (value: JsonObject, path: Path) => Iterable<Instance>;

function* each(container: Json | undefined, path: Path, walk: Walk): Generator<Instance> {
  if (typeof container !== "object" || container === null) return;
  for (const [name, value] of Object.entries(container)) {
    if (isObject(value)) yield* walk(value, [...path, Array.isArray(container) ? Number(name) : name]);
  }
}

function* languages(owner: JsonObject, path: Path): Generator<Instance> {
  for (const name of ["titles", "descriptions"])
    if (isObject(owner[name])) yield { of: "MultiLanguage", path: [...path, name] };
}

function* scheme(value: JsonObject, path: Path): Generator<Instance> {
  yield { of: "SecurityScheme", path };
  yield* languages(value, path);
}

function* link(_: JsonObject, path: Path): Generator<Instance> {
  yield { of: "Link", path };
}

function* form(value: JsonObject, path: Path): Generator<Instance> {
  yield { of: "Form", path };
  if (isObject(value.response)) yield { of: "ExpectedResponse", path: [...path, "response"] };
  yield* each(value.additionalResponses, [...path, "additionalResponses"], (_, place) => [
    { of: "AdditionalExpectedResponse", path: place },
  ]);
}

function* schema(value: JsonObject, path: Path): Generator<Instance> {
  yield { of: "DataSchema", path };
  yield* languages(value, path);
  yield* insideSchema(value, path);
}

function* insideSchema(value: JsonObject, path: Path): Generator<Instance> {
  yield* each(value.properties, [...path, "properties"], schema);
  yield* each(value.oneOf, [...path, "oneOf"], schema);
  if (isObject(value.items)) yield* schema(value.items, [...path, "items"]);
  else yield* each(value.items, [...path, "items"], schema);
}

function* affordance(value: JsonObject, path: Path): Generator<Instance> {
  yield* languages(value, path);
  yield* each(value.forms, [...path, "forms"], form);
  yield* each(value.uriVariables, [...path, "uriVariables"], schema);
}

function* property(value: JsonObject, path: Path): Generator<Instance> {
  yield { of: "Property", path };
  yield* affordance(value, path);
  yield* insideSchema(value, path);
}

function* action(value: JsonObject, path: Path): Generator<Instance> {
  yield { of: "Action", path };
  yield* affordance(value, path);
  for (const name of ["input", "output"]) yield* one(value[name], [...path, name]);
}

function* event(value: JsonObject, path: Path): Generator<Instance> {
  yield { of: "Event", path };
  yield* affordance(value, path);
  for (const name of ["subscription", "data", "dataResponse", "cancellation"]) yield* one(value[name], [...path, name]);
}

function* one(value: Json | undefined, path: Path): Generator<Instance> {
  if (isObject(value)) yield* schema(value, path);
}

/** The value at `path`; the document itself for the empty one. */
export const at = (document: Json, path: Path): Json =>
  path.reduce<Json>((value, name) => (value as JsonObject)[name] as Json, document);
