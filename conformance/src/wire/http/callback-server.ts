import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { recordBody } from "../recorded-body.js";
import type { TranscriptLine } from "../wire.js";
import { fieldsOf, type HeaderFields } from "./http-exchange.js";

/** Most requests that are kept, longest body of one, and longest time that one may take. */
export const maxNotifications = 100;
export const maxNotificationBytes = 65_536;
export const notificationTimeoutMs = 5_000;

/** A request that came. */
export interface Notification {
  readonly method: string;
  readonly headers: HeaderFields;
  readonly body: Uint8Array;
}

/** A port of ours that a Thing calls back. Every request at an address of it is answered with 200, any other with 404. */
export class CallbackServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #origin: string;
  readonly #received = new Map<string, Notification[]>();
  #count = 0;
  #hear: () => void = () => {};

  private constructor(server: Server, origin: string) {
    this.#server = server;
    this.#origin = origin;
    server.maxConnections = maxNotifications;
    server.requestTimeout = notificationTimeoutMs;
    server.headersTimeout = notificationTimeoutMs;
    server.on("request", (request, response) => void this.#take(request, response));
    // What is no HTTP is nobody's notification.
    server.on("clientError", (_error, socket) => socket.destroy());
  }

  /** Listens on the address by which `url` is reached from here, and on no other. @throws where there is none */
  static async open(url: string): Promise<CallbackServer> {
    const host = await addressTowards(url);
    const server = createServer({ maxHeaderSize: maxNotificationBytes });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, host, resolve);
    });
    const { port } = server.address() as AddressInfo;
    return new CallbackServer(server, `http://${isIPv6(host) ? `[${host}]` : host}:${port}`);
  }

  /** A new address, which nobody guesses. */
  newUrl(): string {
    const url = `${this.#origin}/${randomBytes(12).toString("hex")}`;
    this.#received.set(new URL(url).pathname, []);
    return url;
  }

  /** What came at an address. */
  receivedAt(url: string): readonly Notification[] {
    return this.#received.get(new URL(url).pathname) ?? [];
  }

  /** Resolves when `holds` does, which is asked after each request, or after `forMs`, or when `signal` aborts. */
  until(holds: () => boolean, forMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", settle);
        this.#hear = () => {};
        resolve();
      };
      const timer = setTimeout(settle, forMs);
      signal.addEventListener("abort", settle, { once: true });
      this.#hear = () => {
        if (holds()) settle();
      };
      this.#hear();
      if (signal.aborted) settle();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const known = this.#received.get(request.url ?? "");
    const body = await bodyOf(request);
    if (known === undefined || body === undefined || this.#count >= maxNotifications) {
      response.writeHead(404).end();
      return;
    }
    this.#count += 1;
    known.push({ method: request.method ?? "", headers: fieldsOf(request.rawHeaders), body });
    response.writeHead(200).end();
    this.#hear();
  }
}

/** The line of a transcript that has the notification. */
export function notificationLine({ method, headers, body }: Notification, url: string): TranscriptLine {
  const head = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)].join("\n");
  return { direction: "received", atMs: 0, text: head, ...(body.byteLength === 0 ? {} : { body: recordBody(body) }) };
}

/** The body, unless it is too long or the peer hangs up. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += (chunk as Uint8Array).byteLength;
      if (length > maxNotificationBytes) return undefined;
      chunks.push(chunk as Uint8Array);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

/** The address of ours from which packets to `url` go: a socket of UDP tells it, and sends nothing. */
function addressTowards(url: string): Promise<string> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  return new Promise((resolve, reject) => {
    socket.once("error", (error) => {
      socket.close();
      reject(error);
    });
    socket.connect(Number(port || (protocol === "https:" ? 443 : 80)), host, () => {
      const { address } = socket.address();
      socket.close();
      resolve(address);
    });
  });
}
