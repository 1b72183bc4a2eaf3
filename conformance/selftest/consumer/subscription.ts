import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eventMessagesIn } from "../../src/kinds/event-message.js";

/** What a client listens to, until it ends it. */
export interface Subscription {
  end(): Promise<void>;
}

export interface StreamOptions {
  /** Asks for the stream, with the id of the last message, if there was one. */
  readonly open: (lastId: string | undefined, signal: AbortSignal) => Promise<Response>;
  readonly take: (event: string, value: unknown) => void;
  readonly comesBack: boolean;
}

/** Listens to an event stream, and opens it again when it breaks. Rejects when it cannot be opened at first. */
export async function listenTo({ open, take, comesBack }: StreamOptions): Promise<Subscription> {
  const controller = new AbortController();
  const { signal } = controller;
  const first = await open(undefined, signal);
  const listening = (async () => {
    let lastId: string | undefined;
    for (let response = first; ; response = await open(lastId, signal)) {
      lastId = await follow(response, take, lastId);
      if (signal.aborted || !comesBack || response.status === 204) return;
    }
  })().catch(() => {});
  return {
    async end() {
      controller.abort();
      await listening;
    },
  };
}

/** Passes on what comes until the stream ends or breaks; returns the id of the last message. */
async function follow(response: Response, take: StreamOptions["take"], before: string | undefined) {
  let [text, passed, lastId] = ["", 0, before];
  try {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const messages = eventMessagesIn(text);
      for (const { event, data, id } of messages.slice(passed)) {
        lastId = id ?? lastId;
        take(event, JSON.parse(data));
      }
      passed = messages.length;
    }
  } catch {
    // It broke.
  }
  return lastId;
}

/** Where a client is told: one address on loopback, which answers with `status`. */
export class Callback {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(status: number): Promise<Callback> {
    const server = createServer((_request, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Callback(server);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/told`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
