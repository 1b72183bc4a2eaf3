import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A foreign HTTP server that does as a test says. */
export class ScriptedPeer implements AsyncDisposable {
  readonly requests: IncomingMessage[] = [];
  readonly #server = createServer((message, response) => {
    this.requests.push(message);
    response.on("error", () => {});
    this.answer(message, response, this.requests.length);
  });
  answer: (message: IncomingMessage, response: ServerResponse, count: number) => void;

  constructor(answer: (message: IncomingMessage, response: ServerResponse, count: number) => void) {
    this.answer = answer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}
