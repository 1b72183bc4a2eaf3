import type { Command } from "commander";
import { adapters } from "../adapters.js";
import { type AdoptOptions, adopt } from "../adopt/adopt.js";
import { type CommandContext, example } from "../command.js";
import { collected, positive } from "../option-values.js";

/** `thingwright adopt CONFIG` */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<config>", "YAML or JSON of `serve`; begun when it is not there")
    .option(
      "--broker <url>",
      "MQTT broker to listen at; may be repeated; default: mqtt://127.0.0.1:1883",
      collected,
      [],
    )
    .option("--host <host>", "host to ask; may be repeated", collected, [])
    .option("--only <adapters>", `with commas between: ${adapters.map(({ name }) => name).join(", ")}`, (text) =>
      text.split(","),
    )
    .option("--code <adapter=code>", "code on a device that is to be taken in; may be repeated", collected, [])
    .option("--timeout <seconds>", "how long to look", positive, 5)
    .option("--name <id=text>", "what a Thing is called; may be repeated", collected, [])
    .option("--room <id=text>", "the room that a Thing is in; may be repeated", collected, [])
    .option("--as <id=model>", "the model that a Thing is offered as; may be repeated", collected, [])
    .option("--hide <id>", "a Thing that is not offered; may be repeated", collected, [])
    .option("--identify <id>", "a Thing that is to show itself, by id or title; may be repeated", collected, [])
    .option("--pair", "get secrets that need your help, such as a button that you press", false)
    .option("--credentials <file>", "secrets for devices; default: CONFIG with .credentials.json at its end")
    .option("--yes", "adopt all that is new, without a question", false)
    .option("--json", "print JSON, and ask nothing", false)
    .action((config: string, options: AdoptOptions) => perform(() => adopt(config, options, adapters, terminal)));
  example(command, "adopt house.yaml", "adopt house.yaml --broker mqtt://192.0.2.1 --yes --json");
}
