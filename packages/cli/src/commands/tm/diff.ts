import { compareModels } from "@thingwright/thing-model";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { exitCode } from "../../exit-code.js";
import { type ModelOptions, readModel, withModelSources } from "../../resolved-model.js";
import { visible } from "../../terminal.js";

/** `thingwright tm diff BEFORE AFTER`: exit 1 where a change breaks somebody, or the version does not tell of it. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  withModelSources(command)
    .argument("<before>", "the older Thing Model")
    .argument("<after>", "the newer one")
    .option("--json", "print JSON only", false)
    .action((before: string, after: string, options: ModelOptions & { readonly json: boolean }) =>
      perform(async () => {
        const [old, now] = [await readModel(before, options, terminal), await readModel(after, options, terminal)];
        const comparison = compareModels(old, now);
        terminal.out(options.json ? `${JSON.stringify(comparison)}\n` : described(comparison));
        const breaks = comparison.changes.some(({ impact }) => impact === "breaking");
        return breaks || comparison.findings.length > 0 ? exitCode.failed : exitCode.ok;
      }),
    );
  example(command, "tm diff lamp-1.0.0.tm.jsonld lamp-2.0.0.tm.jsonld");
}

function described({ changes, bump, findings }: ReturnType<typeof compareModels>): string {
  const lines = [
    ...changes.map(({ impact, message }) => `${impact}: ${message}`),
    ...(bump === undefined ? ["no difference"] : [`version: ${bump}`]),
    ...findings.map(({ level, message }) => `${level}: ${message}`),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}
