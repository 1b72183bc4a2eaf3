import { expand } from "@thingwright/linked-data";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { jsonText, makesOfDocument } from "../../output.js";

/** `thingwright td expand FILE` */
export function define(command: Command, context: CommandContext): void {
  makesOfDocument(command, context, async (file) => ({
    text: jsonText(await expand(await readDocument(file, context.terminal))),
  }));
  example(command, "td expand lamp.td.jsonld");
}
