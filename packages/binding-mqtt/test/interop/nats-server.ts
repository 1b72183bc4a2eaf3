import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BrokerProcess, freePorts } from "./broker-process.js";

/** Path of nats-server, a broker of MQTT 3.1.1 with QoS 0 and 1; `undefined` when it is not installed. */
export function findNatsServer(): string | undefined {
  return ["nats-server", "/usr/sbin/nats-server"].find((path) => spawnSync(path, ["--version"]).error === undefined);
}

export interface NatsServerOptions {
  /** Passwords by name; nobody else may connect. */
  readonly users?: Readonly<Record<string, string>>;
  /** Filter that these users may not subscribe to, in NATS's notation: `secret.>` for `secret/#`. */
  readonly deniedSubject?: string;
}

/** A nats-server on loopback, whose MQTT needs its store (JetStream). */
export interface NatsServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly webSocketUrl: string;
  readonly broker: BrokerProcess;
}

export async function startNatsServer(executable: string, options: NatsServerOptions = {}): Promise<NatsServer> {
  const [core, port, webSocket] = (await freePorts(3)) as [number, number, number];
  const broker = await BrokerProcess.start("nats-server", (folder) => {
    const path = join(folder, "nats.conf");
    writeFileSync(path, configuration(options, { core, port, webSocket }, folder));
    return { executable, args: ["-c", path], ready: "Server is ready" };
  });
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    webSocketUrl: `ws://127.0.0.1:${webSocket}/mqtt`,
    broker,
    [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
  };
}

function configuration(
  { users = {}, deniedSubject }: NatsServerOptions,
  { core, port, webSocket }: Readonly<Record<"core" | "port" | "webSocket", number>>,
  folder: string,
): string {
  const permissions = deniedSubject === undefined ? {} : { permissions: { subscribe: { deny: [deniedSubject] } } };
  const accounts = Object.entries(users).map(([user, password]) => JSON.stringify({ user, password, ...permissions }));
  return `
host: 127.0.0.1
port: ${core}
server_name: test
jetstream { store_dir: ${JSON.stringify(folder)} }
mqtt { host: 127.0.0.1, port: ${port} }
websocket { host: 127.0.0.1, port: ${webSocket}, no_tls: true }
${accounts.length === 0 ? "" : `authorization { users: [${accounts.join(", ")}] }`}
`;
}
