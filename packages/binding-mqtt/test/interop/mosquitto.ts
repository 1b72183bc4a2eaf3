import { execFile, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { BrokerProcess, freePorts } from "./broker-process.js";
import { configurationOf, type MosquittoOptions, type MosquittoPorts } from "./mosquitto-configuration.js";

const executables = ["mosquitto", "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"];
const clients = ["mosquitto_pub", "mosquitto_sub", "mosquitto_rr"];
const runFile = promisify(execFile);

/** Path of the mosquitto broker; `undefined` when it or one of its clients is not installed. */
export function findMosquitto(): string | undefined {
  const runs = (command: string): boolean => spawnSync(command, ["-h"]).error === undefined;
  return clients.every(runs) ? executables.find(runs) : undefined;
}

/** A mosquitto on loopback. */
export interface Mosquitto extends AsyncDisposable {
  readonly port: number;
  /** `mqtt:` */
  readonly url: string;
  /** `mqtts:`; absent without `tls`. */
  readonly secureUrl: string | undefined;
  /** `ws:`; absent without `webSockets`. */
  readonly webSocketUrl: string | undefined;
  /** `wss:`; absent without both. */
  readonly secureWebSocketUrl: string | undefined;
  /** The process: `kill`, `start`, `freeze`. */
  readonly broker: BrokerProcess;
  /** Runs `mosquitto_pub` to its end. */
  pub(...args: readonly string[]): Promise<void>;
  /** Starts `mosquitto_sub`; resolves with its output when it ends (see its options -C and -W). */
  sub(...args: readonly string[]): Promise<string>;
  /** Starts `mosquitto_sub`; resolves when it is subscribed, with the lines that it will have written at its end. */
  subscribed(...args: readonly string[]): Promise<{ readonly lines: Promise<readonly string[]> }>;
  /** Runs `mosquitto_rr`: publishes a request and resolves with the answer. */
  rr(...args: readonly string[]): Promise<string>;
}

export async function startMosquitto(executable: string, options: MosquittoOptions = {}): Promise<Mosquitto> {
  const [plain, secure, webSocket, secureWebSocket] = (await freePorts(4)) as [number, number, number, number];
  const ports: MosquittoPorts = { plain, secure, webSocket, secureWebSocket };
  const broker = await BrokerProcess.start("mosquitto", (folder) => {
    const path = join(folder, "mosquitto.conf");
    writeFileSync(path, configurationOf(options, ports, folder));
    return { executable, args: ["-v", "-c", path], ready: " running\n" };
  });
  const at = ["-h", "127.0.0.1", "-p", String(plain)];
  const outputOf = async (command: string, args: readonly string[]): Promise<string> =>
    (await runFile(command, [...at, ...args])).stdout;
  const sub = (...args: readonly string[]): Promise<string> => outputOf("mosquitto_sub", args);
  const urlIf = (isThere: unknown, scheme: string, port: number): string | undefined =>
    isThere ? `${scheme}://127.0.0.1:${port}` : undefined;
  return {
    port: plain,
    url: `mqtt://127.0.0.1:${plain}`,
    secureUrl: urlIf(options.tls, "mqtts", secure),
    webSocketUrl: urlIf(options.webSockets, "ws", webSocket),
    secureWebSocketUrl: urlIf(options.tls && options.webSockets, "wss", secureWebSocket),
    broker,
    pub: async (...args) => void (await outputOf("mosquitto_pub", args)),
    sub,
    async subscribed(...args) {
      const id = `sub-${randomUUID()}`;
      const lines = sub("-i", id, ...args).then((output) => output.split("\n").slice(0, -1));
      lines.catch(() => {});
      await broker.untilLogged(`Sending SUBACK to ${id}`);
      return { lines };
    },
    rr: (...args) => outputOf("mosquitto_rr", args),
    [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
  };
}
