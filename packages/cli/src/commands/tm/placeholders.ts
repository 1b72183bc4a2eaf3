import { placeholderSchema, placeholdersOf } from "@thingwright/thing-model";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { jsonText, makesOfDocument } from "../../output.js";
import { type ModelOptions, readModel, withModelSources } from "../../resolved-model.js";

/** `thingwright tm placeholders FILE`: a JSON Schema of what must be filled in, or with `--uses` each place. */
export function define(command: Command, context: CommandContext): void {
  command.option("--uses", "print each place of each placeholder instead", false);
  withModelSources(
    makesOfDocument<ModelOptions & { readonly uses: boolean }>(command, context, async (file, options) => {
      const model = await readModel(file, options, context.terminal);
      return { text: jsonText(options.uses ? placeholdersOf(model) : placeholderSchema(model, { optional: "all" })) };
    }),
  );
  example(command, "tm placeholders lamp.tm.jsonld");
}
