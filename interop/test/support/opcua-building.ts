import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

const python = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const script = fileURLToPath(new URL("opcua-building.py", import.meta.url));
const require = createRequire(import.meta.url);

/** Whether asyncua, an OPC UA server in Python, is there: `.ci/install-tools` brings it. */
export const hasAsyncua = existsSync(python) && spawnSync(python, ["-c", "import asyncua"]).status === 0;

/** The module `node-opcua-client`, which the adapter is given. Its console is silenced. */
export function nodeOpcua(): unknown {
  const stack = require("node-opcua-client") as { setLogLevel(level: number): void };
  stack.setLogLevel(0);
  return stack;
}

interface Crypto {
  generateKeyPair(bits: number): Promise<{ privateKey: unknown }>;
  privateKeyToPEM(key: unknown): Promise<{ privPem: string }>;
  createSelfSignedCertificate(options: object): Promise<{ cert: string }>;
}

/** A certificate of a user, and its key; PEM. */
export async function userCertificate(): Promise<{ readonly cert: string; readonly key: string }> {
  const { crypto_utils: crypto } = nodeOpcua() as { crypto_utils: Crypto };
  const { privateKey } = await crypto.generateKeyPair(2048);
  const forUsers = 3;
  const { cert } = await crypto.createSelfSignedCertificate({
    privateKey,
    subject: "CN=Anna",
    validity: 1,
    purpose: forUsers,
  });
  return { cert, key: (await crypto.privateKeyToPEM(privateKey)).privPem };
}

/** How the server is started. */
export interface BuildingOptions {
  readonly security?: "None" | "Basic256Sha256";
  readonly port?: number;
  /** Namespaces that it has before those of the building. */
  readonly otherNamespaces?: number;
}

/** A building on an OPC UA server of asyncua, in a process of its own. */
export class OpcuaBuilding implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #lines: Interface;
  readonly #ended: Promise<never>;

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#process = child;
    this.#lines = createInterface({ input: child.stdout! });
    this.#ended = once(child, "exit").then(() => Promise.reject(new TypeError("the server has ended")));
    this.#ended.catch(() => {});
  }

  static async start(options: BuildingOptions = {}): Promise<OpcuaBuilding> {
    const { security = "None", port = await freeTcpPort(), otherNamespaces = 0 } = options;
    const folder = mkdtempSync(join(tmpdir(), "opcua-building-"));
    const child = spawn(python, [script, String(port), folder, security, String(otherNamespaces)], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    const building = new OpcuaBuilding(port, folder, child);
    await building.#line();
    return building;
  }

  get url(): string {
    return `opc.tcp://127.0.0.1:${this.port}/building`;
  }

  /** Its certificate, of a server with security; PEM. */
  get certificate(): string {
    const der = readFileSync(join(this.#folder, "server.der")).toString("base64");
    return `-----BEGIN CERTIFICATE-----\n${der.replace(/(.{64})/g, "$1\n")}\n-----END CERTIFICATE-----\n`;
  }

  /** Lets whoever has this certificate (PEM) in, and nobody else but who has a password. */
  admit(certificate: string): void {
    const der = Buffer.from(certificate.replace(/-----[^-]+-----/g, ""), "base64");
    writeFileSync(join(this.#folder, "user.der"), der);
  }

  /** What is at a node, as the server has it. */
  read(node: string): Promise<unknown> {
    return this.tell({ do: "read", node });
  }

  /** Has the server do something. Resolves when it has. */
  async tell(order: object): Promise<unknown> {
    const answer = this.#line();
    this.#process.stdin!.write(`${JSON.stringify(order)}\n`);
    const { value, error } = JSON.parse(await answer) as { value?: unknown; error?: string };
    if (error !== undefined) throw new TypeError(error);
    return value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lines.close();
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.kill("SIGKILL");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #line(): Promise<string> {
    return Promise.race([once(this.#lines, "line").then(([line]) => String(line)), this.#ended]);
  }
}

/** A TCP port of the loopback interface that was free a moment ago. */
async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
