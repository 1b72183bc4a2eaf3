import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { jsonText, makesOfDocument } from "../../output.js";
import { type ModelOptions, readModel, withModelSources } from "../../resolved-model.js";

/** `thingwright tm resolve FILE` */
export function define(command: Command, context: CommandContext): void {
  withModelSources(
    makesOfDocument<ModelOptions>(command, context, async (file, options) => ({
      text: jsonText(await readModel(file, options, context.terminal)),
    })),
  );
  example(command, "tm resolve dimmable-lamp.tm.jsonld --root models");
}
