import type { JsonObject } from "../../conversion.js";
import type { SchemaReader } from "../../json-schema/schema-reader.js";
import { entriesOf } from "../../read/entries.js";
import type { Source } from "../../read/source.js";
import type { ThingBuilder } from "../../thing/thing-builder.js";
import { type Content, contentOf } from "./content.js";

/** What an operation answers: its success, and the entries of `additionalResponses` for the rest. */
export interface Answers {
  readonly output: Content | undefined;
  /** The status of success where it is said and not 200. */
  readonly status: number | undefined;
  readonly additional: readonly JsonObject[];
}

interface Answer {
  readonly status: string;
  readonly content: Content | undefined;
}

const carriedTerms = new Set(["description", "content"]);

/** Reads a Responses Object. Success is the least status of class 2, else `2XX`, else `default`. */
export function answersOf(
  responses: unknown,
  pointer: string,
  name: string,
  {
    source,
    schemas,
    builder,
  }: { readonly source: Source; readonly schemas: SchemaReader; readonly builder: ThingBuilder },
): Answers {
  const answers = entriesOf(responses, pointer).flatMap(([status, response, at]): readonly Answer[] => {
    if (status.startsWith("x-")) return [];
    const place = source.follow(response, at);
    if (place !== undefined) source.losses.addOthers(place.value, place.pointer, carriedTerms, "a Form");
    return [{ status: status.toUpperCase(), content: contentOf(place, source, schemas) }];
  });
  const expected =
    answers.find(({ status }) => /^2\d\d$/.test(status)) ??
    answers.find(({ status }) => status === "2XX") ??
    answers.find(({ status }) => status === "DEFAULT");
  const additional = answers.flatMap(({ status, content }) => {
    if (status === expected?.status || content === undefined) return [];
    const { contentType, schema, origin } = content;
    return [
      {
        success: status.startsWith("2"),
        contentType,
        ...(schema === undefined ? {} : { schema: builder.define(`${name}_${status.toLowerCase()}`, schema, origin) }),
        ...(/^\d{3}$/.test(status) ? { "htv:statusCodeValue": Number(status) } : {}),
      },
    ];
  });
  const status =
    expected === undefined || !/^2\d[1-9]$|^2[1-9]0$/.test(expected.status) ? undefined : Number(expected.status);
  return { output: expected?.content, status, additional };
}
