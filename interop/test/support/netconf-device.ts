import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const python = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const script = fileURLToPath(new URL("netconf-device.py", import.meta.url));

/** Whether `netconf`, a library with a NETCONF server in Python, is there: `.ci/install-tools` brings it. */
export const hasNetconf = existsSync(python) && spawnSync(python, ["-c", "import netconf.server"]).status === 0;

/** A device with one interface, `eth0`, on a NETCONF server in a process of its own; it knows "anna", whose password is "secret". */
export class NetconfDevice implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#process = child;
  }

  static async start(): Promise<NetconfDevice> {
    const folder = mkdtempSync(join(tmpdir(), "netconf-device-"));
    const child = spawn(python, [script, folder], { stdio: ["ignore", "pipe", "ignore"] });
    const said = once(createInterface({ input: child.stdout }), "line").then(String);
    const first = await Promise.race([said, once(child, "exit").then(() => "it has ended")]);
    const port = /^ready (\d+)/.exec(first)?.[1];
    if (port === undefined) throw new TypeError(`the NETCONF server is not ready: ${first}`);
    return new NetconfDevice(Number(port), folder, child);
  }

  /** The description of `eth0` that was written last. */
  get written(): string {
    return readFileSync(join(this.#folder, "description"), "utf8");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
