import { canonicalRdf } from "@thingwright/linked-data";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { makesOfDocument } from "../../output.js";

/** `thingwright td rdf FILE`: canonical N-Quads, so that the same document always gives the same text. */
export function define(command: Command, context: CommandContext): void {
  makesOfDocument(command, context, async (file) => ({
    text: await canonicalRdf(await readDocument(file, context.terminal)),
  }));
  example(command, "td rdf lamp.td.jsonld --out lamp.nq");
}
