import { diff } from "@thingwright/linked-data";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { exitCode } from "../../exit-code.js";
import { visible } from "../../terminal.js";

/** `thingwright td diff BEFORE AFTER`: exit 1 where something differs in meaning. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<before>", "the older Thing Description")
    .argument("<after>", "the newer one")
    .option("--json", "print JSON only", false)
    .action((before: string, after: string, { json }: { readonly json: boolean }) =>
      perform(async () => {
        const differences = diff(await readDocument(before, terminal), await readDocument(after, terminal));
        terminal.out(
          json
            ? `${JSON.stringify(differences)}\n`
            : differences.map(({ message }) => `${visible(message)}\n`).join(""),
        );
        return differences.length === 0 ? exitCode.ok : exitCode.failed;
      }),
    );
  example(command, "td diff lamp-1.td.jsonld lamp-2.td.jsonld");
}
