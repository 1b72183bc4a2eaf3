import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { CoapOption } from "../../../src/index.js";
import type { ForeignClient, ForeignRequest, ForeignResponse } from "./counterpart.js";

const START_TIMEOUT_MS = 30_000;
const ANSWER_TIMEOUT_MS = 20_000;

interface Waiting {
  resolve(fields: readonly string[]): void;
  reject(error: Error): void;
}

/**
 * A program written with another implementation: a server with the resources of `our-server.ts`, and a client that is told
 * what to send. It speaks lines of fields with tabs between them, `-` for nothing, bytes in hexadecimal.
 *
 * - It writes `ready PORT` when its server listens, and ends when its input does.
 * - `ID request METHOD URL PAYLOAD OPTIONS TYPE BLOCKBYTES` is answered by `ID response CODE PAYLOAD OPTIONS`; options are
 *   `number:value`, with commas between; TYPE is `con` or `non`.
 * - `ID observe URL STATES` is answered by `ID states PAYLOAD,PAYLOAD…` after the cancellation.
 * - What fails is answered by `ID error TEXT`.
 */
export class ForeignProgram implements ForeignClient, AsyncDisposable {
  /** Of its server, on 127.0.0.1. */
  readonly port: number;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<string, Waiting>();
  #lastId = 0;

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Starts it; what it writes to its standard error is shown with DEBUG_COUNTERPARTS set. */
  static async start(
    command: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<ForeignProgram> {
    const errors = process.env.DEBUG_COUNTERPARTS === undefined ? "ignore" : "inherit";
    const child = spawn(command, args, { stdio: ["pipe", "pipe", errors], env: { ...process.env, ...environment } });
    const lines = createInterface(child.stdout as Readable);
    const port = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${command} did not start`)), START_TIMEOUT_MS);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${command} ended with ${code}`)));
      lines.once("line", (line) => {
        clearTimeout(timer);
        resolve(Number(line.split("\t")[1]));
      });
    });
    const program = new ForeignProgram(child as ChildProcessByStdio<Writable, Readable, null>, port);
    lines.on("line", (line) => program.#take(line.split("\t")));
    child.removeAllListeners("exit").once("exit", () => program.#failAll(new Error(`${command} ended`)));
    return program;
  }

  async request(request: ForeignRequest): Promise<ForeignResponse> {
    const { method, url, payload, options = [], confirmable = true, blockBytes } = request;
    const shown = options.map(({ number, value }) => `${number}:${hex(value)}`).join(",");
    const sent = [method, url, hex(payload), shown || "-", confirmable ? "con" : "non", String(blockBytes ?? "-")];
    const [code, body, answered] = await this.#tell("request", sent);
    return { code: code!, payload: bytes(body!), options: optionsOf(answered!) };
  }

  async observe(url: string, states: number): Promise<readonly Uint8Array[]> {
    const [list] = await this.#tell("observe", [url, String(states)]);
    return list!.split(",").map(bytes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#child.once("close", () => resolve()));
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 1000);
    if (this.#child.exitCode === null && this.#child.signalCode === null) await ended;
    clearTimeout(timer);
  }

  #tell(verb: string, fields: readonly string[]): Promise<readonly string[]> {
    const id = String(++this.#lastId);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${verb} ${fields.join(" ")}`)), ANSWER_TIMEOUT_MS);
      const settled = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      };
      this.#waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      this.#child.stdin.write(`${[id, verb, ...fields].join("\t")}\n`);
    });
  }

  #take([id, kind, ...fields]: readonly string[]): void {
    const waiting = this.#waiting.get(id!);
    this.#waiting.delete(id!);
    if (kind === "error") waiting?.reject(new Error(fields.join(" ")));
    else waiting?.resolve(fields);
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

const hex = (value: Uint8Array | undefined): string =>
  value === undefined || value.length === 0 ? "-" : Buffer.from(value).toString("hex");

const bytes = (text: string): Uint8Array =>
  text === "-" ? new Uint8Array(0) : new Uint8Array(Buffer.from(text, "hex"));

const optionsOf = (text: string): CoapOption[] =>
  text === "-"
    ? []
    : text.split(",").map((each) => {
        const [number, value] = each.split(":");
        return { number: Number(number), value: bytes(value || "-") };
      });
