import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const executables = ["mosquitto", "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"];
const runFile = promisify(execFile);

/** Path of the mosquitto broker; `undefined` when it, `mosquitto_pub` or `mosquitto_sub` is not installed. */
export function findMosquitto(): string | undefined {
  const runs = (command: string): boolean => spawnSync(command, ["-h"]).error === undefined;
  if (!runs("mosquitto_pub") || !runs("mosquitto_sub")) return undefined;
  return executables.find(runs);
}

/** A mosquitto on loopback. */
export interface Mosquitto extends AsyncDisposable {
  readonly url: string;
  /** Runs `mosquitto_pub` to its end. */
  pub(...args: readonly string[]): Promise<void>;
  /** Starts `mosquitto_sub`; resolves with its output when it ends (see its options -C and -W). */
  sub(...args: readonly string[]): Promise<string>;
}

export async function startMosquitto(executable: string): Promise<Mosquitto> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "mosquitto-"));
  const configuration = join(folder, "mosquitto.conf");
  writeFileSync(configuration, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const broker = spawn(executable, ["-v", "-c", configuration], { stdio: ["ignore", "ignore", "pipe"] });
  await listening(broker);
  const at = ["-h", "127.0.0.1", "-p", String(port)];
  return {
    url: `mqtt://127.0.0.1:${port}`,
    pub: async (...args) => void (await runFile("mosquitto_pub", [...at, ...args])),
    sub: async (...args) => (await runFile("mosquitto_sub", [...at, ...args])).stdout,
    async [Symbol.asyncDispose]() {
      const ended = new Promise<void>((resolve) => broker.once("exit", () => resolve()));
      broker.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function listening(broker: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    broker.once("exit", (code) => reject(new TypeError(`mosquitto ended with ${code}`)));
    broker.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("running")) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
