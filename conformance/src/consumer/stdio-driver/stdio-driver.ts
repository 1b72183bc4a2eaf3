import { UsageError } from "@thingwright/errors";
import { quoted } from "../../wire/http/reproduce.js";
import type { Command, Reply } from "../command.js";
import type { CommandContext, ConsumerAbout, ConsumerDriver } from "../consumer-driver.js";
import { ClientProcess } from "./client-process.js";

/**
 * A client that is a process: it reads commands on standard input and replies on standard output, in JSON, one message a line. The
 * package's README has the messages. A process that ends or does not reply is replaced with the next command.
 */
export function stdioDriver(command: string, args: readonly string[] = []): ConsumerDriver {
  return new StdioDriver(command, args);
}

class StdioDriver implements ConsumerDriver {
  readonly commandLine: string;
  readonly #command: string;
  readonly #args: readonly string[];
  #process: ClientProcess | undefined;

  constructor(command: string, args: readonly string[]) {
    this.#command = command;
    this.#args = args;
    this.commandLine = [command, ...args].map(word).join(" ");
  }

  async about(): Promise<ConsumerAbout> {
    const raw = await this.#running().ask({ do: "hello" });
    if ("gone" in raw) throw new UsageError("WOT_ARGUMENT", raw.gone);
    const { name = this.commandLine, profiles = [] } = raw.members;
    if (typeof name === "string" && isTexts(profiles)) return { name, profiles };
    throw new UsageError("WOT_ARGUMENT", "its name is no text, or its profiles are no texts");
  }

  async perform(command: Command, { notify }: CommandContext): Promise<Reply> {
    const running = this.#running();
    running.onNotification = notify;
    return await running.tell(command);
  }

  async restart(): Promise<void> {
    this.#process?.kill();
    await this.#process?.end();
    this.#process = undefined;
  }

  async close(): Promise<void> {
    await this.#process?.end();
  }

  #running(): ClientProcess {
    if (this.#process === undefined || this.#process.isGone) {
      this.#process = new ClientProcess(this.#command, this.#args);
    }
    return this.#process;
  }
}

/** A word for a shell; in quotes only where it needs them. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text));

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
