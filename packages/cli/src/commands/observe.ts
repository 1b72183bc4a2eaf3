import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { interaction, type ListenOptions, listening, notices, printEach } from "../interaction.js";
import { openTarget } from "../target.js";
import { interruptSignal } from "../terminal.js";

/** `thingwright observe TD NAME` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  listening(interaction(command)).argument("<name>", "name of the property");
  example(command, "observe http://127.0.0.1:8080/office-climate temperature --count 3");
  command.action((td: string, name: string, options: ListenOptions) =>
    perform(async () => {
      await using target = await openTarget(td, options);
      const signal = interruptSignal(terminal);
      return await printEach(target.thing.observe(name, { signal, ...notices(terminal) }), options, terminal);
    }),
  );
}
