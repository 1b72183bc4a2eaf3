import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const python = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const script = fileURLToPath(new URL("pymodbus-slave.py", import.meta.url));

/** Whether pymodbus is there: `.ci/install-tools` brings it. */
export const hasPymodbus = existsSync(python) && spawnSync(python, ["-c", "import pymodbus"]).status === 0;

/** Whether pysunspec2 is there, which gives the slave a unit 10. */
export const hasPysunspec = hasPymodbus && spawnSync(python, ["-c", "import sunspec2.device"]).status === 0;

/** Whether mbpoll is there: `.ci/install-tools` brings it. */
export const hasMbpoll = spawnSync("mbpoll", ["-V"]).error === undefined;

/** Slaves of pymodbus in a process of their own: a meter, a thermostat and a dimmer, as units 1 to 3. */
export class PymodbusSlave implements AsyncDisposable {
  /** Modbus TCP. */
  readonly port: number;
  /** RTU frames over TCP. */
  readonly rtuPort: number;
  #process: ChildProcess | undefined;

  private constructor(port: number, rtuPort: number) {
    this.port = port;
    this.rtuPort = rtuPort;
  }

  static async start(): Promise<PymodbusSlave> {
    const slave = new PymodbusSlave(await freePort(), await freePort());
    await slave.begin();
    return slave;
  }

  async begin(): Promise<void> {
    const child = spawn(python, [script, String(this.port), String(this.rtuPort)], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#process = child;
    const said = once(child.stdout!, "data").then(String);
    const first = await Promise.race([said, once(child, "exit").then(() => "it has ended")]);
    if (!first.startsWith("ready")) throw new TypeError(`pymodbus is not ready: ${first}`);
  }

  async end(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Puts values into coils or registers of the units 11 to 39, which have none to begin with. */
  async put(unitId: number, entity: string, address: number, values: readonly (number | boolean)[]): Promise<void> {
    const done = once(this.#process!.stdout!, "data");
    this.#process!.stdin!.write(`${JSON.stringify([unitId, entity, address, values])}\n`);
    await done;
  }

  /** What mbpoll reads in registers of a unit: an independent witness. */
  polled(unitId: number, type: string, address: number): string {
    const said = this.#mbpoll(unitId, type, address, ["-c", "1", "-1"]);
    return /^\[\d+\]:\s*(\S+)/m.exec(said)?.[1] ?? said;
  }

  /** Writes by mbpoll. */
  poke(unitId: number, type: string, address: number, value: number): void {
    this.#mbpoll(unitId, type, address, [], [String(value)]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end();
  }

  #mbpoll(
    unitId: number,
    type: string,
    address: number,
    options: readonly string[],
    values: readonly string[] = [],
  ): string {
    const place = [
      "-m",
      "tcp",
      "-p",
      String(this.port),
      "-a",
      String(unitId),
      "-t",
      type,
      "-B",
      "-0",
      "-r",
      String(address),
    ];
    const { stdout, stderr, status } = spawnSync("mbpoll", [...place, ...options, "127.0.0.1", ...values], {
      encoding: "utf8",
      timeout: 10_000,
    });
    if (status !== 0) throw new TypeError(`mbpoll failed: ${stderr} ${stdout}`);
    return stdout;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
