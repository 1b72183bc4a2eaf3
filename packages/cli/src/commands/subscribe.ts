import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { interaction, type ListenOptions, listening, notices, printEach } from "../interaction.js";
import { openTarget } from "../target.js";
import { interruptSignal } from "../terminal.js";

/** `thingwright subscribe TD NAME` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  listening(interaction(command)).argument("<name>", "name of the event");
  example(command, "subscribe http://127.0.0.1:8080/air-conditioner alarm");
  command.action((td: string, name: string, options: ListenOptions) =>
    perform(async () => {
      await using target = await openTarget(td, options);
      const signal = interruptSignal(terminal);
      return await printEach(target.thing.subscribe(name, { signal, ...notices(terminal) }), options, terminal);
    }),
  );
}
