import { fixDocument } from "@thingwright/validation";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { makesOfDocument } from "../../output.js";

/** `thingwright td fix FILE` */
export function define(command: Command, context: CommandContext): void {
  makesOfDocument(command, context, async (file) => {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readDocument(file, context.terminal));
    return { text: fixDocument(text) };
  });
  example(command, "td fix lamp.td.jsonld --out lamp.td.jsonld");
}
