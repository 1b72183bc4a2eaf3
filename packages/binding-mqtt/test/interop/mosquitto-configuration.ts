import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Identity } from "@thingwright/contract-tests";

/** What a mosquitto is to be like. By default: one listener, anybody may do anything, nothing is kept on disk. */
export interface MosquittoOptions {
  /** Passwords by name; nobody else may connect, but by a client certificate. */
  readonly users?: Readonly<Record<string, string>>;
  /** Lines of an access control file, such as `user ada` and `topic read things/#`. */
  readonly acl?: readonly string[];
  /** A further listener with TLS. */
  readonly tls?: MosquittoTls;
  /** A listener for WebSockets beside each of the others. */
  readonly webSockets?: boolean;
  /** Sessions, subscriptions, queued and retained messages survive `kill`: they are saved with every change. */
  readonly persistence?: boolean;
  /** Further lines of the configuration. */
  readonly settings?: readonly string[];
}

export interface MosquittoTls {
  readonly identity: Pick<Identity, "cert" | "key">;
  /** PEM of an authority: clients must have a certificate of its, whose common name is then their user name. */
  readonly clientCa?: string;
}

export interface MosquittoPorts {
  readonly plain: number;
  readonly secure: number;
  readonly webSocket: number;
  readonly secureWebSocket: number;
}

/** The text of `mosquitto.conf`; writes the files that it names into `folder`. */
export function configurationOf(options: MosquittoOptions, ports: MosquittoPorts, folder: string): string {
  const { users, acl, tls, webSockets = false, persistence = false, settings = [] } = options;
  const listen = (port: number, ...lines: string[]) => [`listener ${port} 127.0.0.1`, ...lines];
  const overWebSocket = "protocol websockets";
  return [
    // Else it becomes the user mosquitto, who may not read the folder.
    "user root",
    "set_tcp_nodelay true",
    ...(persistence ? ["autosave_on_changes true", "autosave_interval 1", `persistence_location ${folder}/`] : []),
    `persistence ${persistence}`,
    ...settings,
    `allow_anonymous ${users === undefined}`,
    ...(users === undefined ? [] : [`password_file ${passwordFile(users, folder)}`]),
    ...(acl === undefined ? [] : [`acl_file ${written(folder, "acl", acl.join("\n"))}`]),
    ...listen(ports.plain),
    ...(webSockets ? listen(ports.webSocket, overWebSocket) : []),
    ...(tls === undefined ? [] : listen(ports.secure, ...tlsLines(tls, folder))),
    ...(tls === undefined || !webSockets ? [] : listen(ports.secureWebSocket, overWebSocket, ...tlsLines(tls, folder))),
    "",
  ].join("\n");
}

function tlsLines({ identity, clientCa }: MosquittoTls, folder: string): string[] {
  const own = [
    `certfile ${written(folder, "broker.pem", identity.cert)}`,
    `keyfile ${written(folder, "broker.key", identity.key)}`,
  ];
  if (clientCa === undefined) return own;
  const cafile = `cafile ${written(folder, "clients.pem", clientCa)}`;
  return [...own, cafile, "require_certificate true", "use_identity_as_username true"];
}

/** With the passwords hashed by mosquitto's own tool. */
function passwordFile(users: Readonly<Record<string, string>>, folder: string): string {
  const lines = Object.entries(users).map(([name, password]) => `${name}:${password}`);
  const path = written(folder, "passwords", `${lines.join("\n")}\n`);
  const { status, stderr } = spawnSync("mosquitto_passwd", ["-U", path], { encoding: "utf8" });
  if (status !== 0) throw new TypeError(`mosquitto_passwd ended with ${status}: ${stderr}`);
  return path;
}

function written(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
