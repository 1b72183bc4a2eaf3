import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { exitCode } from "../exit-code.js";
import { type InteractOptions, interaction } from "../interaction.js";
import { openTarget } from "../target.js";
import { printable, valueOfArgument } from "../value-argument.js";

/** `thingwright invoke TD NAME [INPUT]` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  interaction(command).argument("<name>", "name of the action").argument("[input]", "JSON, or text");
  example(command, "invoke http://127.0.0.1:8080/corridor-lamp identify");
  command.action((td: string, name: string, input: string | undefined, options: InteractOptions) =>
    perform(async () => {
      await using target = await openTarget(td, options);
      const { uriVariables = {} } = options;
      const output = await target.thing.invoke(name, valueOfArgument(input), { uriVariables });
      if (output !== undefined || options.json) terminal.out(`${printable(output, options.json)}\n`);
      return exitCode.ok;
    }),
  );
}
