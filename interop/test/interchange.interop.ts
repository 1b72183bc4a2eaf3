import { existsSync, readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { type Conversion, toAsyncApi, toJsonSchema, toOpenApi } from "@thingwright/interchange";
import { parseThingDescription, type ThingDescription } from "@thingwright/td";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../test/td-corpus.js";

const manifestUrl = new URL("manifest.json", tdCorpus);

/** The parser of AsyncAPI takes a quarter of a second a document: of those without channels, which are all alike, every 20th is judged. */
const emptyStep = 20;

interface Entry {
  readonly path: string;
  readonly kind: "td" | "tm" | "unparseable";
}

interface Converted extends Conversion {
  readonly path: string;
}

/** What is wrong with each of `documents`, by the file it comes from. */
async function faults(
  documents: readonly Converted[],
  judge: (text: string) => Promise<readonly string[]>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const { path, document } of documents) {
    const messages = await judge(JSON.stringify(document));
    if (messages.length > 0) found[path] = messages;
  }
  return found;
}

describe.skipIf(!existsSync(manifestUrl))("what the corpus becomes", () => {
  const things = existsSync(manifestUrl) ? validThings() : [];
  const converted = (convert: (thing: ThingDescription) => Conversion) =>
    things.map(({ path, thing }): Converted => ({ path, ...convert(thing) }));

  it("is OpenAPI 3.1 that its schema accepts, or a loss", async () => {
    const documents = converted(toOpenApi);
    const validator = new Validator();
    const judge = async (text: string) => {
      const { valid, errors } = await validator.validate(JSON.parse(text));
      return valid ? [] : [JSON.stringify(errors)];
    };
    expect(await faults(documents, judge)).toEqual({});
    expect(documents.filter(({ document, losses }) => isEmpty(document.paths) && losses.length === 0)).toEqual([]);
    console.info(count("OpenAPI 3.1", documents, "paths"));
  });

  it("is AsyncAPI 3.0 that its parser accepts, or a loss", async () => {
    const documents = converted(toAsyncApi);
    const empty = documents.filter(({ document }) => isEmpty(document.channels));
    const judged = [
      ...documents.filter(({ document }) => !isEmpty(document.channels)),
      ...empty.filter((_, index) => index % emptyStep === 0),
    ];
    const parser = new Parser();
    const judge = async (text: string) => {
      const diagnostics = await parser.validate(text);
      return diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message);
    };
    expect(await faults(judged, judge)).toEqual({});
    expect(documents.filter(({ document, losses }) => isEmpty(document.channels) && losses.length === 0)).toEqual([]);
    console.info(`${count("AsyncAPI 3.0", documents, "channels")}, ${judged.length} judged`);
  });

  it("is JSON Schema 2020-12 that ajv compiles", async () => {
    const documents = converted(toJsonSchema);
    const judge = async (text: string) => {
      try {
        // One instance each: the corpus has Things of the same id.
        new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text));
        return [];
      } catch (error) {
        return [String(error)];
      }
    };
    expect(await faults(documents, judge)).toEqual({});
    console.info(count("JSON Schema 2020-12", documents, "$defs"));
  });
});

function validThings(): readonly { readonly path: string; readonly thing: ThingDescription }[] {
  const entries = JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[];
  return entries
    .filter(({ kind }) => kind === "td")
    .flatMap(({ path }) => {
      const result = parseThingDescription(readFileSync(corpusFile(path)));
      return result.ok ? [{ path, thing: result.thing }] : [];
    });
}

const isEmpty = (value: unknown): boolean => Object.keys(value as object).length === 0;

function count(format: string, all: readonly Converted[], part: string): string {
  const empty = all.filter(({ document }) => isEmpty(document[part])).length;
  const losses = all.reduce((sum, each) => sum + each.losses.length, 0);
  return `${format}: ${all.length} documents, ${empty} without ${part}, ${losses} losses`;
}
