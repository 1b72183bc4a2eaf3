import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a scripted Thing answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** That the response goes on after its body. */
  readonly isOpen?: boolean;
}

/** A question as a script sees it. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** As UTF-8; empty when there is none. */
  readonly body: string;
}

/** Answers questions; `origin` is where the Thing is, without a slash at the end. */
export type Script = (question: Question, origin: string) => Answer | "hang" | ((response: ServerResponse) => void);

/** A Thing on loopback that says what its script says, and keeps count. */
export class ScriptedThing implements AsyncDisposable {
  readonly origin: string;
  readonly questions: Question[] = [];
  readonly #server: Server;

  readonly #latencyMs: number;

  private constructor(server: Server, script: Script, latencyMs: number, scheme: "http" | "https") {
    this.#server = server;
    this.#latencyMs = latencyMs;
    this.origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("request", (request, response) => void this.#answer(request, response, script));
  }

  /**
   * @param latencyMs - how long each answer takes at least; default 0
   * @param tls - for a Thing over HTTPS
   */
  static async start(script: Script, latencyMs = 0, tls?: ServerOptions): Promise<ScriptedThing> {
    const server = tls === undefined ? createServer() : createSecureServer(tls);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ScriptedThing(server, script, latencyMs, tls === undefined ? "http" : "https");
  }

  async #answer(request: IncomingMessage, response: ServerResponse, script: Script): Promise<void> {
    const { method = "", url: path = "", headers } = request;
    // A client that hangs up has asked nothing.
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const question = { method, path, headers, body };
    this.questions.push(question);
    if (this.#latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#latencyMs));
    const answer = script(question, this.origin);
    if (typeof answer === "function") answer(response);
    else if (answer !== "hang" && answer.isOpen === true)
      response.writeHead(answer.status, answer.headers).write(answer.body);
    else if (answer !== "hang") response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
