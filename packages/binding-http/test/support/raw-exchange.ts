import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A TCP connection on which a test says what it likes. */
export class RawConnection implements AsyncDisposable {
  readonly socket: Socket;
  #text = "";
  #wake: () => void = () => {};
  closed = false;

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.socket.on("data", (chunk) => {
      this.#text += chunk.toString("latin1");
      this.#wake();
    });
    this.socket.on("error", () => {});
    this.socket.on("close", () => {
      this.closed = true;
      this.#wake();
    });
  }

  send(text: string | Uint8Array): this {
    this.socket.write(text);
    return this;
  }

  /** All that has come so far. */
  get received(): string {
    return this.#text;
  }

  /** Resolves with all that has come once `pattern` is in it; with what there is when the peer closes. */
  async until(pattern: string | RegExp): Promise<string> {
    const found = (): boolean =>
      typeof pattern === "string" ? this.#text.includes(pattern) : pattern.test(this.#text);
    while (!found() && !this.closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#text;
  }

  /** Resolves with all that has come once the peer has closed. */
  async end(): Promise<string> {
    while (!this.closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.closed) return;
    this.socket.destroy();
    await once(this.socket, "close");
  }
}
