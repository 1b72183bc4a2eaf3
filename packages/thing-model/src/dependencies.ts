import { escapePointer, isRecord } from "@thingwright/td";
import { affordancesOf } from "./affordance/affordance-kinds.js";
import { broken } from "./broken.js";
import type { JsonObject } from "./json-object.js";
import { mapOf } from "./schema/members.js";
import { canonicalText } from "./schema/same-json.js";

/** The maps of definitions that forms refer to by name. */
const definitionMaps = ["securityDefinitions", "schemaDefinitions"] as const;
type DefinitionMap = (typeof definitionMaps)[number];

/**
 * `model` with the definitions of security and of schemas that its forms name and it has not, from the models that parts of
 * it come from (`tm-tmRef2`). Where it has a definition of that name, its own counts.
 *
 * @param lookUp - what those models have at a JSON Pointer
 * @throws {ThingDescriptionError} WOT_TD_INVALID if they define a name differently
 */
export function withDependencies(model: JsonObject, lookUp: LookUp): JsonObject {
  const [security, schemas] = definitionMaps.map((map) => definitionsFor(model, map, lookUp));
  return { ...model, ...security, ...schemas };
}

type LookUp = (pointer: string) => readonly unknown[];

/** The map of definitions, where any were found that the model has not. */
function definitionsFor(model: JsonObject, map: DefinitionMap, lookUp: LookUp): JsonObject {
  const own = mapOf(model, map);
  const found = new Map<string, unknown>();
  // A set that grows while it is gone through: each name is looked up once.
  const wanted = new Set(namesIn(model, map));
  for (const name of wanted) {
    if (Object.hasOwn(own, name)) continue;
    const definition = definitionAt(`/${map}/${escapePointer(name)}`, lookUp);
    if (definition === undefined) continue;
    found.set(name, definition);
    for (const part of partsOf(definition)) wanted.add(part);
  }
  return found.size === 0 ? {} : { [map]: { ...own, ...Object.fromEntries(found) } };
}

function definitionAt(pointer: string, lookUp: LookUp): unknown {
  const definitions = lookUp(pointer).filter((definition) => definition !== undefined);
  const different = new Map(definitions.map((definition) => [canonicalText(definition), definition]));
  if (different.size < 2) return definitions[0];
  throw broken("", pointer, "has two meanings in the models that parts are taken from", "tm-tmRef2");
}

/** Names of the definitions in `map` that the forms of `model` use. */
function* namesIn(model: JsonObject, map: DefinitionMap): Generator<string> {
  for (const { forms } of [model, ...[...affordancesOf(model)].map(({ affordance }) => affordance)]) {
    for (const form of Array.isArray(forms) ? forms.filter(isRecord) : []) {
      if (map === "securityDefinitions") yield* texts(form.security);
      else for (const response of listed(form.additionalResponses).filter(isRecord)) yield* texts(response.schema);
    }
  }
}

/** The schemes that a combination is made of. */
const partsOf = (definition: unknown): readonly string[] =>
  isRecord(definition) && definition.scheme === "combo" ? [...texts(definition.oneOf), ...texts(definition.allOf)] : [];

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const texts = (value: unknown): readonly string[] => listed(value).filter((each) => typeof each === "string");
