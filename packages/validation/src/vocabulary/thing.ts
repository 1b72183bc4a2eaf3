import { isRecord } from "@thingwright/td";
import { isUnusualContext } from "../walk/context.js";
import { actionOf, eventOf, propertyOf, uriVariables } from "./affordances.js";
import { dataSchemaOf, humanReadable } from "./data-schema.js";
import { forms, links, names } from "./hypermedia.js";
import { securitySchemeOf } from "./security-schemes.js";
import { absoluteUri, dateTime, instance, string, uri, uriTemplate } from "./value-type.js";
import { term, vocabularyClass } from "./vocabulary-class.js";
import type { ClassOf, Term, ValueType, VocabularyClass } from "./vocabulary-types.js";

/** TD 1.1 §5.3.1.7 */
const versionInfo = vocabularyClass(
  [term("VersionInfo", "instance", string, { required: true }), term("VersionInfo", "model", string, { since: "1.1" })],
  () => ["td-version"],
);

const objects = (name: string) => [`td-objects_${name}`, "td-objects"];
const arrays = (name: string) => [`td-arrays_${name}`, "td-arrays"];
const map = (of: ClassOf, least: number, ...members: readonly string[]): ValueType => ({
  kind: "map",
  of,
  least,
  members,
});

const affordances = (name: string, of: ClassOf): Term =>
  term("Thing", name, map(of, 0, `td-${name}`), { also: [...objects(name), `td-${name}_existence`, `td-${name}`] });

/** Identifiers that the schema takes for URIs without doubt. */
const plainId =
  /^[a-z][a-z\d+.-]*:(?:\/\/[\w.-]+(?::\d+)?(?=[/?#]|$)|(?!\/\/))(?:[\w.~!$&'()*+,;=:@/-]|%[\da-f]{2})*(?:[?#][\w.~/-]*)?$/i;

/** A Form of the Thing needs an `op`: a rule says so, and so does the schema. */
const hasOpenForm = (forms: unknown): boolean =>
  !Array.isArray(forms) || !forms.every((form) => isRecord(form) && Object.hasOwn(form, "op"));

const hasLeapSecond = (time: unknown): boolean => typeof time === "string" && time.includes(":60");

/** TD 1.1 §5.3.1.1 */
export const thing: VocabularyClass = vocabularyClass(
  [
    term("Thing", "@context", { kind: "context" }, { required: ["td-context"], isNarrower: isUnusualContext }),
    ...humanReadable("Thing").filter(({ name }) => name !== "title" && name !== "descriptions"),
    term("Thing", "id", absoluteUri, { isNarrower: (id) => typeof id === "string" && !plainId.test(id) }),
    term("Thing", "title", string, { required: true }),
    term(
      "Thing",
      "descriptions",
      { kind: "texts" },
      { also: [...objects("descriptions"), "td-multi-languages_descriptions", "td-multi-languages"] },
    ),
    term(
      "Thing",
      "version",
      instance(() => versionInfo),
      { also: objects("version") },
    ),
    term("Thing", "created", dateTime, { isNarrower: hasLeapSecond }),
    term("Thing", "modified", dateTime, { isNarrower: hasLeapSecond }),
    term("Thing", "support", uri),
    term("Thing", "base", uriTemplate),
    affordances("properties", propertyOf),
    affordances("actions", actionOf),
    affordances("events", eventOf),
    term("Thing", "links", links, { also: arrays("links") }),
    term("Thing", "forms", forms, { also: arrays("forms"), isNarrower: hasOpenForm }),
    term("Thing", "security", names, { also: ["td-security-activation"], required: ["td-security-mandatory"] }),
    term("Thing", "securityDefinitions", map(securitySchemeOf, 1, "td-security"), {
      also: objects("securityDefinitions"),
      required: true,
    }),
    term("Thing", "profile", { kind: "strings", item: "uri", least: 1, lone: true }, { since: "1.1" }),
    term("Thing", "schemaDefinitions", map(dataSchemaOf, 1, "td-vocab-schemaDefinitions--Thing"), {
      also: objects("schemaDefinitions"),
      since: "1.1",
    }),
    term("Thing", "uriVariables", uriVariables("Thing"), {
      also: [...objects("uriVariables"), "td-uriVariables-names"],
      since: "1.1",
    }),
  ],
  (name) => {
    const collected = name === "properties" || name === "actions" || name === "events";
    return collected ? [`td-${name}_existence`, "td-context-toplevel"] : ["td-context-toplevel"];
  },
);
