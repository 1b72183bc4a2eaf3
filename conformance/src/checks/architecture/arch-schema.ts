import { type DataSchema, effectiveForms } from "@thingwright/td";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";
import { isJson } from "../../wire/http/media-type.js";

/** Members of a DataSchema that say something of its values. */
const telling = ["type", "const", "enum", "oneOf", "properties", "items"];

/** What has data in a structured format, by its JSON Pointer. */
function structuredData({ thing }: ThingSubject): readonly (readonly [pointer: string, schema: DataSchema])[] {
  const inJson = (owner: "property" | "action" | "event", name: string): boolean =>
    effectiveForms(thing, owner, name).some(({ contentType }) => isJson(contentType));
  const members = <T>(owner: "property" | "action" | "event", group: Readonly<Record<string, T>> | undefined) =>
    Object.entries(group ?? {}).filter(([name]) => inJson(owner, name));
  return [
    ...members("property", thing.properties).map(([name, property]) => [`/properties/${name}`, property] as const),
    ...members("action", thing.actions).flatMap(([name, { input, output }]) => [
      ...(input === undefined ? [] : [[`/actions/${name}/input`, input] as const]),
      ...(output === undefined ? [] : [[`/actions/${name}/output`, output] as const]),
    ]),
    ...members("event", thing.events).flatMap(([name, { data }]) =>
      data === undefined ? [] : [[`/events/${name}/data`, data] as const],
    ),
  ];
}

export const structuredDataHasSchema = thingCheck({
  id: "arch-schema",
  area: "architecture",
  specification: "architecture11",
  section: "media-types",
  level: "SHOULD",
  requirement: "Structured data has a data schema that says more of it than its media type.",
  procedure:
    "Looks at properties, inputs, outputs and data of events that are in JSON. Warns when one has none of type, const, enum, oneOf, properties and items.",
  example: "A property in JSON has no type.",
  safety: "read",
  appliesTo: (subject) => (structuredData(subject).length > 0 ? true : "nothing is in JSON"),
  judge(subject) {
    const odd = structuredData(subject).filter(([, schema]) => !telling.some((name) => Object.hasOwn(schema, name)));
    const actual = odd.map(([pointer]) => pointer).join(", ") || "it is so";
    return outcome(odd.length === 0 ? "holds" : "violated", "a data schema each", actual);
  },
});
