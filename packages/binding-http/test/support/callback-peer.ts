import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a callback got it. */
export interface Called {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A foreign server that is called back; answers 200 unless a test says otherwise. */
export class CallbackPeer implements AsyncDisposable {
  readonly calls: Called[] = [];
  answer: (called: Called, response: ServerResponse) => void = (_called, response) => response.end();
  #waiting: (() => void)[] = [];
  readonly #server = createServer(async (message, response) => {
    let body = "";
    for await (const chunk of message) body += String(chunk);
    const url = new URL(message.url ?? "", this.origin);
    const called = { method: message.method ?? "", url, headers: message.headers, body };
    this.calls.push(called);
    this.answer(called, response);
    for (const wake of this.#waiting.splice(0)) wake();
  });

  static async listen(): Promise<CallbackPeer> {
    const peer = new CallbackPeer();
    peer.#server.listen(0, "127.0.0.1");
    await once(peer.#server, "listening");
    return peer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves with all calls once there are `count`. */
  async until(count: number): Promise<readonly Called[]> {
    while (this.calls.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.calls;
  }

  /** Confirms what a hub asks, and answers everything else with 200. */
  confirming(): this {
    this.answer = ({ url }, response) => response.end(url.searchParams.get("hub.challenge") ?? "");
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}
