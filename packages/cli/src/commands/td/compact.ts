import { compact } from "@thingwright/linked-data";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { jsonText, makesOfDocument } from "../../output.js";

/** `thingwright td compact FILE` */
export function define(command: Command, context: CommandContext): void {
  makesOfDocument(command, context, async (file) => ({
    text: jsonText(await compact(await readDocument(file, context.terminal))),
  }));
  example(command, "td compact lamp.td.jsonld");
}
