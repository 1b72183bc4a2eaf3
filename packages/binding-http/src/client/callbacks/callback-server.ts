import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { MaybePromise } from "@thingwright/contracts";
import { AbortError, NetworkError, UsageError } from "@thingwright/errors";
import { GatheredBytes } from "../../gathered-bytes.js";
import type { Callback, CallbackAnswer, CallbackReceiver, CallbackRequest } from "../callback-receiver.js";
import type { HttpClientLimits } from "../client-limits.js";
import type { CallbackSettings } from "./callback-options.js";

type Answer = (request: CallbackRequest) => MaybePromise<CallbackAnswer>;

/** Milliseconds for requests in progress when it stops. */
const stopGraceMs = 500;

/**
 * Listens for what peers send of their own accord. Only addresses that were registered, and not released since, are
 * there; all else is 404.
 */
export class CallbackServer implements CallbackReceiver {
  readonly #settings: CallbackSettings;
  readonly #limits: HttpClientLimits;
  /** By the last segment of the path. */
  readonly #callbacks = new Map<string, Answer>();
  #server: Promise<Server> | undefined;
  #stopped = false;

  constructor(settings: CallbackSettings, limits: HttpClientLimits) {
    this.#settings = settings;
    this.#limits = limits;
  }

  async register(answer: Answer): Promise<Callback> {
    if (this.#stopped) throw new AbortError("WOT_ABORTED", "the client has been stopped");
    this.#server ??= this.#listen();
    const server = await this.#server.catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    const token = randomBytes(32).toString("base64url");
    this.#callbacks.set(token, answer);
    server.ref();
    const { port } = server.address() as AddressInfo;
    return {
      url: `${this.#settings.baseUrl(port)}/${token}`,
      release: () => {
        this.#callbacks.delete(token);
        // Nobody is waited for: the process may end.
        if (this.#callbacks.size === 0) server.unref();
      },
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callbacks.clear();
    const server = await this.#server?.catch(() => undefined);
    if (server?.listening !== true) return;
    const grace = setTimeout(() => server.closeAllConnections(), stopGraceMs);
    server.closeIdleConnections();
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(grace);
  }

  #listen(): Promise<Server> {
    const { tls, port, address } = this.#settings;
    const { callbackTimeoutMs, maxHeaderBytes, maxCallbackConnections } = this.#limits;
    const options: ServerOptions = {
      headersTimeout: callbackTimeoutMs,
      requestTimeout: callbackTimeoutMs,
      connectionsCheckingInterval: Math.max(1, callbackTimeoutMs / 4),
      maxHeaderSize: maxHeaderBytes,
    };
    const serve = (message: IncomingMessage, response: ServerResponse): void => void this.#serve(message, response);
    const server: Server =
      tls === undefined ? createServer(options, serve) : createTlsServer({ ...options, ...tls }, serve);
    server.maxConnections = maxCallbackConnections;
    return new Promise((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, address, port));
      server.once("error", fail);
      server.listen(port, address, () => {
        server.off("error", fail);
        // A connection that cannot be accepted is its peer's loss.
        server.on("error", () => {});
        resolve(server);
      });
    });
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    message.on("error", () => {});
    response.on("error", () => {});
    const { status, text = "" } = await this.#answer(message).catch(() => ({ status: 500, text: "" }));
    const isRead = message.complete;
    response.writeHead(status, {
      ...(text === "" ? {} : { "content-type": "text/plain;charset=utf-8", "x-content-type-options": "nosniff" }),
      ...(isRead ? {} : { connection: "close" }),
    });
    response.end(text);
  }

  async #answer(message: IncomingMessage): Promise<CallbackAnswer> {
    const [path = "", query = ""] = (message.url ?? "").split("?", 2);
    const answer = this.#callbacks.get(path.slice(path.lastIndexOf("/") + 1));
    if (answer === undefined) return { status: 404 };
    const { method } = message;
    if (method !== "GET" && method !== "POST") return { status: 405 };
    const body = await bodyOf(message, this.#limits.maxCallbackBytes);
    if (body === undefined) return { status: 413 };
    const headers = (name: string): readonly string[] => message.headersDistinct[name] ?? [];
    return answer({ method, query: new URLSearchParams(query), body, headers });
  }
}

/** The whole body; `undefined` as soon as it has more than `maxBytes`. */
async function bodyOf(message: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  if (Number(message.headers["content-length"] ?? 0) > maxBytes) return undefined;
  const body = new GatheredBytes();
  // The connection has to live on for the answer.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (body.size + chunk.length > maxBytes) return undefined;
    body.add(chunk);
  }
  return body.whole;
}

function listenError(cause: NodeJS.ErrnoException, address: string, port: number): UsageError | NetworkError {
  const where = `${address}, port ${port}`;
  if (cause.code === "EADDRINUSE") return new UsageError("WOT_ADDRESS_IN_USE", `${where} is already taken`, { cause });
  return new NetworkError("WOT_NETWORK", `cannot listen on ${where}: ${cause.message}`, { cause, sent: false });
}
