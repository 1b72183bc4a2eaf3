import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { exitCode } from "../exit-code.js";
import { type InteractOptions, interaction } from "../interaction.js";
import { openTarget } from "../target.js";
import { valueOfArgument } from "../value-argument.js";

/** `thingwright write TD NAME VALUE` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  interaction(command).argument("<name>", "name of the property").argument("<value>", "JSON, or text");
  example(command, "write http://127.0.0.1:8080/corridor-lamp brightness 30");
  command.action((td: string, name: string, value: string, options: InteractOptions) =>
    perform(async () => {
      await using target = await openTarget(td, options);
      await target.thing.write(name, valueOfArgument(value), { uriVariables: options.uriVariables ?? {} });
      if (options.json) terminal.out(`${JSON.stringify({ written: true })}\n`);
      return exitCode.ok;
    }),
  );
}
