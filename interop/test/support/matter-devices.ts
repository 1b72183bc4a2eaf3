import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freeUdpPort } from "./free-udp-port.js";

const script = fileURLToPath(new URL("matter-devices.mjs", import.meta.url));

/**
 * A pair of network interfaces whose ends are both here: Matter finds nodes by multicast, which the loopback interface does
 * not carry, and what is said on it reaches nobody else.
 */
export class OwnLink implements Disposable {
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /** `undefined` where none can be made: that needs the program `ip` and root. */
  static make(): OwnLink | undefined {
    const [name, peer] = [`tw${process.pid}a`, `tw${process.pid}b`];
    const ip = (...args: readonly string[]) => spawnSync("ip", args).status === 0;
    if (!ip("link", "add", name, "type", "veth", "peer", "name", peer)) return undefined;
    const link = new OwnLink(name);
    const number = process.pid % 250;
    ip("-6", "addr", "add", `fe80::7:${number}/64`, "dev", name, "nodad");
    ip("addr", "add", `169.254.77.${number + 1}/32`, "dev", name);
    if (ip("link", "set", peer, "up") && ip("link", "set", name, "up", "multicast", "on")) return link;
    link[Symbol.dispose]();
    return undefined;
  }

  [Symbol.dispose](): void {
    spawnSync("ip", ["link", "delete", this.name]);
  }
}

/** How a device is commissioned. */
export interface PairingCodes {
  readonly manual: string;
  readonly qr: string;
}

/** Virtual devices of matter.js in a process of their own. */
export class MatterDevices implements AsyncDisposable {
  readonly codes = new Map<string, PairingCodes>();
  readonly #folder: string;
  readonly #link: OwnLink;
  readonly #nodes: readonly string[];
  readonly #ports: readonly number[];
  readonly #waiting = new Map<number, (answer: { readonly value?: unknown; readonly error?: string }) => void>();
  #process: ChildProcess | undefined;
  #commands = 0;

  private constructor(folder: string, link: OwnLink, nodes: readonly string[], ports: readonly number[]) {
    this.#folder = folder;
    this.#link = link;
    this.#nodes = nodes;
    this.#ports = ports;
  }

  static async start(folder: string, link: OwnLink, nodes: readonly string[]): Promise<MatterDevices> {
    const ports = await Promise.all(nodes.map(freeUdpPort));
    const devices = new MatterDevices(folder, link, nodes, ports);
    await devices.begin();
    return devices;
  }

  /** Begins, or begins again with what it was. */
  async begin(): Promise<void> {
    const wanted = this.#nodes.map((node, index) => `${node}:${this.#ports[index]}`);
    const child = spawn(process.execPath, [script, this.#folder, this.#link.name, ...wanted], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#process = child;
    let count = 0;
    await new Promise<void>((resolve, reject) => {
      child.once("exit", () => reject(new TypeError("the devices have ended")));
      createInterface({ input: child.stdout! }).on("line", (line) => {
        const { up, id, ...said } = JSON.parse(line);
        if (up !== undefined) this.codes.set(up, said);
        else this.#waiting.get(id)?.(said);
        if (up !== undefined && ++count === this.#nodes.length) resolve();
      });
    });
  }

  /** @param name - `get`, `set`, `add` or `remove`, as `matter-devices.mjs` has them */
  async ask(name: string, options: object): Promise<unknown> {
    const id = ++this.#commands;
    const answer = new Promise<{ readonly value?: unknown; readonly error?: string }>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#process!.stdin!.write(`${JSON.stringify({ ...options, id, name })}\n`);
    const { value, error } = await answer;
    if (error !== undefined) throw new TypeError(error);
    return value;
  }

  /** Ends at once, without a word to anybody. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}
