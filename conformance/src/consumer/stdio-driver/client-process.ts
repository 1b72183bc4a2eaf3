import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Notification, Reply } from "../command.js";
import { Lines } from "./lines.js";
import { messageIn, replyIn } from "./message.js";

/** Longest line that a client may say, in bytes. */
export const maxLineBytes = 1024 * 1024;

/** How long a client is given to end by itself when its standard input has, in milliseconds. */
export const clientGraceMs = 1_000;

/** How much of what a client says on standard error is kept, to be quoted when it ends. */
const maxComplaintLength = 500;

type Members = Readonly<Record<string, unknown>>;

/** A reply as it came, or why none can come any more. */
type Raw = { readonly members: Members } | { readonly gone: string };

/** A process that speaks the protocol of drivers. Nothing rejects. */
export class ClientProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines = new Lines(maxLineBytes);
  readonly #pending = new Map<number, (raw: Raw) => void>();
  readonly #ended: Promise<void>;
  #nextId = 1;
  #complaint = "";
  #gone: string | undefined;
  /** Is told what subscriptions bring. */
  onNotification: (notification: Notification) => void = () => {};

  constructor(command: string, args: readonly string[]) {
    // A group of its own: what the command starts ends with it.
    const isGrouped = process.platform !== "win32";
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], detached: isGrouped });
    this.#ended = new Promise((resolve) => {
      this.#child.once("error", ({ message }) => {
        this.#lose(`it cannot be started: ${message}`);
        resolve();
      });
      this.#child.once("close", (code, signal) => {
        this.#lose(
          `it ended with ${signal ?? `exit code ${code}`}${this.#complaint === "" ? "" : `: ${this.#complaint}`}`,
        );
        resolve();
      });
    });
    this.#child.stdin.on("error", () => {});
    this.#child.stdout.on("data", (chunk: Uint8Array) => this.#hear(chunk));
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = (this.#complaint + text).trimStart().slice(-maxComplaintLength);
    });
  }

  /** Whether no reply can come any more. */
  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** Says a message, and waits for the reply to it: whoever asks gives up by himself. */
  ask(message: object): Promise<Raw> {
    if (this.#gone !== undefined) return Promise.resolve({ gone: this.#gone });
    const id = this.#nextId;
    this.#nextId += 1;
    this.#child.stdin.write(`${JSON.stringify({ id, ...message })}\n`);
    return new Promise((resolve) => this.#pending.set(id, resolve));
  }

  /** {@link ask}, as what the reply means. */
  async tell(message: object): Promise<Reply> {
    const raw = await this.ask(message);
    return "gone" in raw ? { kind: "silent", message: raw.gone } : replyIn(raw.members);
  }

  /** Ends its input, and the process when it does not end by itself. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.kill(), clientGraceMs);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends it at once, with what it has started. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      if (process.platform === "win32") this.#child.kill("SIGKILL");
      else process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended in the meantime.
    }
  }

  #hear(chunk: Uint8Array): void {
    if (this.isGone) return;
    const lines = this.#lines.take(chunk);
    if (lines === undefined) {
      this.#lose(`it says a line of more than ${maxLineBytes} bytes`);
      this.kill();
      return;
    }
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const message = messageIn(line);
    if (message?.kind === "notification") this.onNotification(message.notification);
    if (message?.kind !== "reply") return;
    this.#pending.get(message.id)?.({ members: message.members });
    this.#pending.delete(message.id);
  }

  #lose(why: string): void {
    this.#gone ??= why;
    for (const resolve of this.#pending.values()) resolve({ gone: this.#gone });
    this.#pending.clear();
  }
}
