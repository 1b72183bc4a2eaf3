import { upgradeDocument } from "@thingwright/validation";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readJson } from "../../document.js";
import { exitCode } from "../../exit-code.js";
import { jsonText, makesOfDocument } from "../../output.js";

/** `thingwright td upgrade FILE`: exit 1 where something is left that a person has to decide. */
export function define(command: Command, context: CommandContext): void {
  makesOfDocument(command, context, async (file) => {
    const { document, changes, open } = upgradeDocument(await readJson(file, context.terminal));
    const notes = [
      ...changes.map(({ pointer, message }) => `changed: ${pointer}: ${message}`),
      ...open.map(({ pointer, message }) => `open: ${pointer}: ${message}`),
    ];
    return { text: jsonText(document), notes, code: open.length === 0 ? exitCode.ok : exitCode.failed };
  });
  example(command, "td upgrade old.td.jsonld --out new.td.jsonld");
}
