import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { freeUdpPort } from "./free-udp-port.js";

/** Whether Debian's knxd and its tools are installed. */
export const hasKnxd = ["knxd", "knxtool"].every((tool) => spawnSync("which", [tool]).status === 0);

/** knxd with a bus that nobody else is on: a KNXnet/IP interface and router, and a socket for its tools. */
export class Knxd {
  readonly port: number;
  readonly #toolPort: number;
  #process: ChildProcess | undefined;

  private constructor(port: number, toolPort: number) {
    this.port = port;
    this.#toolPort = toolPort;
  }

  static async start(): Promise<Knxd> {
    const knxd = new Knxd(await freeUdpPort(), await freeTcpPort());
    await knxd.begin();
    return knxd;
  }

  /** Where its tools speak to it. */
  get toolUrl(): string {
    return `ip:127.0.0.1:${this.#toolPort}`;
  }

  async begin(): Promise<void> {
    const served = ["--multi-port", "--Discovery", "--Tunnelling", "--Routing", `--Server=224.0.23.12:${this.port}`];
    const addresses = ["--eibaddr=0.0.1", "--client-addrs=0.0.2:20"];
    const process = spawn("knxd", [...addresses, ...served, `--listen-tcp=${this.#toolPort}`, "-b", "dummy:"], {
      stdio: "ignore",
    });
    this.#process = process;
    for (let attempt = 0; attempt < 100; attempt++) {
      if (process.exitCode !== null) throw new TypeError(`knxd ended with ${process.exitCode}`);
      if (spawnSync("knxtool", ["groupswrite", this.toolUrl, "31/7/255", "0"]).status === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new TypeError("knxd does not listen");
  }

  async end(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    if (process === undefined || process.exitCode !== null) return;
    const ended = once(process, "exit");
    process.kill("SIGKILL");
    await ended;
  }

  /** Sends a telegram as another device: `groupswrite` of six bits, `groupwrite` of bytes, and their responses. */
  say(command: string, address: string, ...bytes: readonly string[]): void {
    execFileSync("knxtool", [command, this.toolUrl, address, ...bytes], { stdio: "ignore" });
  }
}

/** A device on the bus, made of knxd's tools: it has a value for each address, answers for them, and does what it is told. */
export class ToolDevice {
  /** Telegrams that were heard: `Write 1/0/1 01`. */
  readonly heard: string[] = [];
  /** Bytes in hexadecimal; one digit alone is a value of six bits. */
  readonly values = new Map<string, string>();
  /** Address of the status for each that takes values. */
  readonly statuses = new Map<string, string>();
  /** It says nothing any more. */
  isAway = false;
  readonly #knxd: Knxd;
  #listener: ChildProcess | undefined;

  constructor(knxd: Knxd) {
    this.#knxd = knxd;
  }

  async begin(): Promise<void> {
    const listener = spawn("stdbuf", ["-oL", "knxtool", "groupsocketlisten", this.#knxd.toolUrl]);
    this.#listener = listener;
    createInterface({ input: listener.stdout }).on("line", (line) => this.#take(line));
    // Until it hears itself, it may miss what others say.
    while (!this.heard.some((each) => each.startsWith("Write 31/7/254"))) {
      this.#knxd.say("groupswrite", "31/7/254", "0");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  end(): void {
    this.#listener?.kill("SIGKILL");
  }

  /** Tells a value by itself. */
  say(address: string, value: string): void {
    this.values.set(address, value);
    this.#send("write", address, value);
  }

  /** `Write from 0.0.3 to 1/0/4: 01`, with a blank behind bytes, and none behind six bits; `Read from 0.0.3 to 1/0/4`. */
  #take(line: string): void {
    const [, service = "", address = "", bytes = ""] =
      /^(\w+) from [\d.]+ to ([\d/]+)(?:: ([\dA-F ]*))?/i.exec(line) ?? [];
    if (service === "") return;
    const whole = bytes.replaceAll(" ", "").toLowerCase();
    const value = bytes.endsWith(" ") ? whole : whole.replace(/^0/, "");
    this.heard.push(`${service} ${address} ${value}`.trim());
    if (this.isAway) return;
    const answer = this.values.get(address);
    if (service === "Read" && answer !== undefined) this.#send("response", address, answer);
    const status = this.statuses.get(address);
    if (service === "Write" && status !== undefined) this.say(status, value);
  }

  /** The tool cannot answer with bytes ("Open failed"): it writes them, which is as good for who has asked. */
  #send(service: "write" | "response", address: string, value: string): void {
    const isShort = value.length === 1;
    const command = isShort ? `groups${service}` : "groupwrite";
    const bytes = isShort ? [value] : value.match(/../g)!;
    spawn("knxtool", [command, this.#knxd.toolUrl, address, ...bytes], { stdio: "ignore" });
  }
}

async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
