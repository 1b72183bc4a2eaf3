import { checkConformance } from "@thingwright/thing-model";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readJson } from "../../document.js";
import { exitCode } from "../../exit-code.js";
import { type ModelOptions, readModel, withModelSources } from "../../resolved-model.js";
import { visible } from "../../terminal.js";

/** `thingwright tm check TD TM`: exit 1 where the Thing Description is no instance of the Thing Model. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  withModelSources(command)
    .argument("<td>", "the Thing Description")
    .argument("<tm>", "the Thing Model")
    .option("--json", "print JSON only", false)
    .action((td: string, tm: string, options: ModelOptions & { readonly json: boolean }) =>
      perform(async () => {
        const model = await readModel(tm, options, terminal);
        const findings = checkConformance(await readJson(td, terminal), model);
        const lines = findings.map(
          ({ level, message, assertion }) =>
            `${level}: ${visible(message)}${assertion === undefined ? "" : ` [${assertion}]`}\n`,
        );
        terminal.out(options.json ? `${JSON.stringify(findings)}\n` : lines.join("") || "conforms\n");
        return findings.length === 0 ? exitCode.ok : exitCode.failed;
      }),
    );
  example(command, "tm check lamp.td.jsonld lamp.tm.jsonld");
}
