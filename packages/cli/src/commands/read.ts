import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { exitCode } from "../exit-code.js";
import { type InteractOptions, interaction } from "../interaction.js";
import { openTarget } from "../target.js";
import { printable } from "../value-argument.js";

/** `thingwright read TD NAME` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  interaction(command).argument("<name>", "name of the property");
  example(command, "read http://127.0.0.1:8080/corridor-lamp brightness");
  command.action((td: string, name: string, options: InteractOptions) =>
    perform(async () => {
      await using target = await openTarget(td, options);
      const value = await target.thing.read(name, { uriVariables: options.uriVariables ?? {} });
      terminal.out(`${printable(value, options.json)}\n`);
      return exitCode.ok;
    }),
  );
}
