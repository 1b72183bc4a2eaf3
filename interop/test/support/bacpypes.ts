import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freeUdpPort } from "./free-udp-port.js";

const python = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const script = fileURLToPath(new URL("bacpypes-device.py", import.meta.url));

/** Whether bacpypes3 is there: `.ci/install-tools` brings it. */
export const hasBacpypes = existsSync(python) && spawnSync(python, ["-c", "import bacpypes3"]).status === 0;

/** What the device itself says of an object. */
export interface Witnessed {
  readonly value: number;
  /** Commands by priority, 1 first; empty for an object that is not commanded. */
  readonly priorities: readonly (number | null)[];
}

/** How a device is reached: at its address, at a BBMD which it is itself, or through a router that is at the address. */
export type Way = "directly" | "bbmd" | "behind-router";

/** A room controller of bacpypes3 in a process of its own, which is also asked what it has. */
export class BacpypesDevice implements AsyncDisposable {
  readonly port: number;
  readonly instance: number;
  readonly #spares: number;
  readonly #way: Way;
  #process: ChildProcess | undefined;
  #lines: Interface | undefined;

  private constructor(port: number, instance: number, spares: number, way: Way) {
    this.port = port;
    this.instance = instance;
    this.#spares = spares;
    this.#way = way;
  }

  static async start(instance: number, spares = 0, way: Way = "directly"): Promise<BacpypesDevice> {
    const device = new BacpypesDevice(await freeUdpPort(), instance, spares, way);
    await device.begin();
    return device;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async begin(): Promise<void> {
    const child = spawn(python, [script, this.address, String(this.instance), String(this.#spares), this.#way], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#process = child;
    this.#lines = createInterface({ input: child.stdout! });
    const ended = once(child, "exit").then(() => "it has ended");
    const said = await Promise.race([this.#line(), ended]);
    if (!said.includes("ready")) throw new TypeError(`bacpypes3 is not ready: ${said}`);
  }

  /** Does what a command says, and tells what the object has then. */
  async tell(name: string, command: object = {}): Promise<Witnessed> {
    const line = this.#line();
    this.#process!.stdin!.write(`${JSON.stringify({ name, ...command })}\n`);
    return JSON.parse(await line);
  }

  async end(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  async #line(): Promise<string> {
    const [line] = await once(this.#lines!, "line");
    return String(line);
  }
}
