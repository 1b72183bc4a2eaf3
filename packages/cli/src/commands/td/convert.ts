import { type Conversion, toAsyncApi, toJsonSchema, toOpenApi, toSdf } from "@thingwright/interchange";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { type Command, Option } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readJson } from "../../document.js";
import { jsonText, makesOfDocument } from "../../output.js";

/** What `--to` takes. */
const converters: Readonly<Record<string, (document: unknown) => Conversion<object>>> = {
  openapi: (document) => toOpenApi(document as ThingDescription),
  asyncapi: (document) => toAsyncApi(document as ThingDescription),
  "json-schema": (document) => toJsonSchema(document as ThingDescription),
  sdf: (document) => toSdf(document as ThingModel),
};

/** `thingwright td convert FILE --to FORMAT`: what the other format cannot say is told on the error stream. */
export function define(command: Command, context: CommandContext): void {
  command.addOption(
    new Option("--to <format>", "sdf takes a Thing Model, the others a Thing Description")
      .choices(Object.keys(converters))
      .makeOptionMandatory(),
  );
  makesOfDocument<{ readonly to: string }>(command, context, async (file, { to }) => {
    const { document, losses } = converters[to]!(await readJson(file, context.terminal));
    return { text: jsonText(document), notes: losses.map(({ pointer, message }) => `lost: ${pointer}: ${message}`) };
  });
  example(command, "td convert lamp.td.jsonld --to openapi --out lamp.openapi.json");
}
