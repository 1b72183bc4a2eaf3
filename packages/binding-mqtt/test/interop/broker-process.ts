import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Condition } from "@thingwright/contract-tests";

/** How a broker is run. */
export interface BrokerCommand {
  readonly executable: string;
  readonly args: readonly string[];
  /** What it logs on stderr once it takes connections. */
  readonly ready: string;
}

/** A broker of somebody's in a process of its own, that can be ended in every way and come back as it was. */
export class BrokerProcess implements AsyncDisposable {
  /** Where it keeps its files; removed at the end. */
  readonly folder: string;
  readonly #command: BrokerCommand;
  readonly #logged = new Condition();
  #child: ChildProcess | undefined;
  #log = "";

  private constructor(command: BrokerCommand, folder: string) {
    this.#command = command;
    this.folder = folder;
  }

  /** @param write - writes the broker's files into a new folder, and says how it is run with them */
  static async start(name: string, write: (folder: string) => BrokerCommand): Promise<BrokerProcess> {
    const folder = mkdtempSync(join(tmpdir(), `${name}-`));
    const broker = new BrokerProcess(write(folder), folder);
    try {
      await broker.start();
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
    return broker;
  }

  /** Everything that it has logged since it was first started. */
  get log(): string {
    return this.#log;
  }

  /** Resolves once it has logged `text`. */
  async untilLogged(text: string): Promise<void> {
    await this.#logged.until(() => this.#log.includes(text), `${text} in the broker's log`, 5000);
  }

  /** Starts it again, on the ports that it had; resolves when it takes connections. */
  async start(): Promise<void> {
    const { executable, args } = this.#command;
    const child = spawn(executable, args, { stdio: ["ignore", "ignore", "pipe"] });
    this.#child = child;
    await this.#ready(child);
  }

  /** Ends it as `kill -9` does: it saves nothing and tells nobody. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** Ends it as an administrator would. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  /** Makes it deaf and dumb, with all connections open, until `resume`. */
  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.resume();
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  #ready(child: ChildProcess): Promise<void> {
    const { executable, ready } = this.#command;
    return new Promise((resolve, reject) => {
      let said = "";
      child.once("error", reject);
      child.once("exit", (code) => reject(new TypeError(`${executable} ended with ${code}: ${said.slice(-2000)}`)));
      child.stderr?.on("data", (chunk: Buffer) => {
        const text = chunk.toString();
        this.#log += text;
        said += text;
        if (said.includes(ready)) resolve();
        this.#logged.changed();
      });
    });
  }
}

/** Ports that no operating system gives to whoever asks for any: a broker that comes back finds its own free. */
const [firstPort, lastPort] = [20_000, 32_000];

/** `count` ports of the loopback interface that were free a moment ago. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    await once(server.close(), "close");
    return true;
  } catch {
    return false;
  }
}
