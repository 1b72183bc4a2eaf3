import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { freeUdpPort } from "./free-udp-port.js";

const python = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const script = fileURLToPath(new URL("wotpy-thing.py", import.meta.url));

/** Whether WoTPy is there: `.ci/install-tools` brings it. */
export const hasWotpy = existsSync(python) && spawnSync(python, ["-c", "import wotpy"]).status === 0;

/** A Thing of WoTPy in a process of its own. */
export class WotpyThing implements AsyncDisposable {
  /** Address of its Thing Description. */
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.url = url;
    this.#process = process;
  }

  static async start(protocol: "http" | "coap"): Promise<WotpyThing> {
    const catalogue = await freeTcpPort();
    const port = protocol === "http" ? await freeTcpPort() : await freeUdpPort();
    const child = spawn(python, [script, protocol, String(port), String(catalogue)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const said = once(child.stdout!, "data").then(String);
    const first = await Promise.race([said, once(child, "exit").then(() => "it has ended")]);
    if (!first.startsWith("ready")) throw new TypeError(`WoTPy is not ready: ${first}`);
    return new WotpyThing(`http://127.0.0.1:${catalogue}/counter`, child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }
}

/** A TCP port of the loopback interface that was free a moment ago: WoTPy does not say which it took for port 0. */
async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
