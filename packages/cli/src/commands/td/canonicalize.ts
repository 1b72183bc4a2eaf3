import { canonicalize } from "@thingwright/linked-data";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { makesOfDocument } from "../../output.js";

/** `thingwright td canonicalize FILE`: the canonical Thing Description, without a line end of its own. */
export function define(command: Command, context: CommandContext): void {
  makesOfDocument(command, context, async (file) => ({
    text: await canonicalize(await readDocument(file, context.terminal)),
  }));
  example(command, "td canonicalize lamp.td.jsonld | sha256sum");
}
