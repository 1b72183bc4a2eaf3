import { isRecord } from "../json/is-record.js";
import { resolvePointer } from "../json-pointer.js";
import { usefulViolations } from "../json-schema/useful-violations.js";
import type { Violation } from "../json-schema/violation.js";
import { tdContext, tdContextV1 } from "../types/thing.js";
import { definitionErrors } from "./td-schema.js";

/** A violation, with our own words where the keyword's would not help. */
export interface TdViolation extends Violation {
  readonly phrase?: string;
}

/**
 * What is wrong where one of the W3C schema's own unions failed: a `scheme` or a `rel` says which branch was meant,
 * and five shapes of `@context` come down to one sentence.
 */
export function explainUnion(doc: unknown, pointer: string): readonly TdViolation[] | undefined {
  if (pointer === "/@context") return [phrased(pointer, contextPhrase)];
  if (securityPointer.test(pointer)) return explainSecurity(resolvePointer(doc, pointer), pointer);
  if (linkPointer.test(pointer)) return explainLink(resolvePointer(doc, pointer), pointer);
  return undefined;
}

const securityPointer = /^\/securityDefinitions\/[^/]*$/;
const linkPointer = /^\/links\/\d+$/;

const contextPhrase =
  `must be "${tdContext}", or an array that starts with it (or with "${tdContextV1}") ` +
  "and goes on with URIs and with objects whose values are strings";

const definitions: ReadonlyMap<unknown, string> = new Map([
  ["nosec", "noSecurityScheme"],
  ["auto", "autoSecurityScheme"],
  ["combo", "comboSecurityScheme"],
  ["basic", "basicSecurityScheme"],
  ["digest", "digestSecurityScheme"],
  ["apikey", "apiKeySecurityScheme"],
  ["bearer", "bearerSecurityScheme"],
  ["psk", "pskSecurityScheme"],
  ["oauth2", "oAuth2SecurityScheme"],
]);

function explainSecurity(value: unknown, pointer: string): readonly TdViolation[] | undefined {
  if (!isRecord(value)) return [phrased(pointer, "must be an object")];
  const scheme = Object.hasOwn(value, "scheme") ? value.scheme : undefined;
  if (scheme === undefined) return [phrased(pointer, 'needs a member "scheme"')];
  if (scheme === "combo") return explainCombo(value, pointer);
  const definition = definitions.get(scheme);
  if (definition !== undefined) return explainBy(definition, value, pointer);
  if (typeof scheme !== "string") return [phrased(`${pointer}/scheme`, "must be a string")];
  return scheme.includes(":")
    ? explainBy("additionalSecurityScheme", value, pointer)
    : [phrased(`${pointer}/scheme`, schemePhrase)];
}

const schemePhrase = `must be one of ${[...definitions.keys()].join(", ")}, or have a prefix, as in "ace:ACESecurityScheme"`;

/** `td-security-combo-exclusive-oneof-or-allof`. */
function explainCombo(value: Readonly<Record<string, unknown>>, pointer: string): readonly TdViolation[] | undefined {
  const [hasOneOf, hasAllOf] = [Object.hasOwn(value, "oneOf"), Object.hasOwn(value, "allOf")];
  if (hasOneOf === hasAllOf) {
    return [phrased(pointer, `needs either "oneOf" or "allOf"${hasOneOf ? ", not both" : ""}`)];
  }
  return explainBy("comboSecurityScheme", value, pointer);
}

function explainLink(value: unknown, pointer: string): readonly TdViolation[] | undefined {
  if (!isRecord(value)) return [phrased(pointer, "must be an object")];
  if (value.rel === "icon") return explainBy("icon_link_element", value, pointer);
  if (value.rel === "tm:extends")
    return [phrased(`${pointer}/rel`, 'must not be "tm:extends": only a Thing Model extends')];
  if (Object.hasOwn(value, "sizes")) return [phrased(`${pointer}/sizes`, 'must not be there unless "rel" is "icon"')];
  return explainBy("link_element", value, pointer);
}

/** What one definition of the W3C schema says; nothing when it is content, so that the general way gets its turn. */
function explainBy(definition: string, value: unknown, pointer: string): readonly TdViolation[] | undefined {
  const errors = usefulViolations<TdViolation>(definitionErrors(definition, value));
  if (errors.length === 0) return undefined;
  return errors.map((error) => ({ ...error, instancePath: pointer + error.instancePath }));
}

const phrased = (instancePath: string, phrase: string): TdViolation => ({
  instancePath,
  phrase,
  keyword: "oneOf",
  params: {},
  schemaPath: "",
});
