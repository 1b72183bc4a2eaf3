import { UsageError } from "@thingwright/errors";
import { fixDocument } from "@thingwright/validation";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { maxReadBytes, readDocument } from "../../document.js";
import { makesOfDocument } from "../../output.js";

/** `thingwright td fix FILE` */
export function define(command: Command, context: CommandContext): void {
  makesOfDocument(command, context, async (file) => {
    const document = await readDocument(file, context.terminal);
    if (document.length === maxReadBytes) throw new UsageError("WOT_ARGUMENT", `${file} is too long to be mended`);
    return { text: fixDocument(new TextDecoder("utf-8", { ignoreBOM: true }).decode(document)) };
  });
  example(command, "td fix lamp.td.jsonld --out lamp.td.jsonld");
}
