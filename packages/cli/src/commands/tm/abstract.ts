import { abstractThing } from "@thingwright/thing-model";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readJson } from "../../document.js";
import { jsonText, makesOfDocument } from "../../output.js";

interface AbstractCommandOptions {
  readonly keepForms: boolean;
  readonly keepSecurity: boolean;
  readonly modelVersion?: string;
}

/** `thingwright tm abstract TD` */
export function define(command: Command, context: CommandContext): void {
  command
    .option("--keep-forms", "keep the forms, without their addresses", false)
    .option("--keep-security", "keep the security, as that of every such Thing", false)
    .option("--model-version <version>", "version of the model");
  makesOfDocument<AbstractCommandOptions>(command, context, async (file, options) => {
    const { keepForms, keepSecurity, modelVersion } = options;
    const version = modelVersion === undefined ? {} : { version: modelVersion };
    const thing = await readJson(file, context.terminal);
    return { text: jsonText(abstractThing(thing, { keepForms, keepSecurity, ...version })) };
  });
  example(command, "tm abstract lamp.td.jsonld --model-version 1.0.0 --out lamp.tm.jsonld");
}
