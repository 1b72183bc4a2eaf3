import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import { type CreateServientOptions, createServient } from "../../src/index.js";

/** A request that a foreign Thing has got. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Says what a foreign Thing answers. */
export type Answer = (request: Received, response: ServerResponse) => void;

/** A Thing made of `node:http` only, which a Consumer of ours meets. */
export class ForeignThing implements AsyncDisposable {
  readonly requests: Received[] = [];
  readonly #answer: Answer;
  readonly #server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("error", () => {});
    response.on("error", () => {});
    message.on("end", () => {
      const { method = "", url = "", headers } = message;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
      this.requests.push(request);
      this.#answer(request, response);
    });
  });

  private constructor(answer: Answer) {
    this.#answer = answer;
  }

  static async start(answer: Answer): Promise<ForeignThing> {
    const thing = new ForeignThing(answer);
    thing.#server.listen(0, "127.0.0.1");
    await once(thing.#server, "listening");
    return thing;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Its Thing Description, with `base` so that Forms may be relative. */
  describe(members: Partial<ThingDescription>): ThingDescription {
    return {
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "Lamp",
      base: `${this.origin}/things/lamp/`,
      security: "nosec_sc",
      securityDefinitions: { nosec_sc: { scheme: "nosec" } },
      ...members,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}

/** Answers with JSON. */
export function answerJson(response: ServerResponse, value: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}

/** A Servient that only consumes. */
export const consumer = (options: CreateServientOptions = {}): Servient => createServient(options);
