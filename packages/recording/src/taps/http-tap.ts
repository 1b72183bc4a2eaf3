import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { closeServer, listenOnLoopback } from "./loopback-server.js";
import { maxBodyBytes, type Tap, type TapOptions } from "./tap.js";

/** Headers that are about one connection, or that the relay sets itself (RFC 9110 §7.6.1). */
const ownHeaders: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
  "accept-encoding",
]);
/** Headers of answers that a client of Things looks at. All others say something of the device or its user. */
const recordedHeaders = ["location", "link", "allow", "retry-after", "etag"] as const;
const answerTimeoutMs = 120_000;

/** A relay for HTTP and HTTPS. */
export async function httpTap(options: TapOptions): Promise<Tap> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => relay(options, request, response));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  });
  // WebSockets are not recorded: without an answer to the upgrade, another Form is used.
  server.on("upgrade", (_, socket) => socket.destroy());
  const port = await listenOnLoopback(server);
  return { server: options.server, url: `http://127.0.0.1:${port}`, stop: () => closeServer(server, sockets) };
}

function relay({ origin, tape, server }: TapOptions, request: IncomingMessage, response: ServerResponse): void {
  const { method = "GET", url = "/" } = request;
  const beganAt = tape.now();
  const isChange = tape.isChanging && method !== "GET" && method !== "HEAD";
  const sent = new BodyKeeper(request);
  const ask = origin.protocol === "https:" ? httpsRequest : httpRequest;
  const headers = { ...headersOf(request), host: origin.host };
  const target = new URL(url, origin);
  const upstream = ask({
    method,
    hostname: hostname(origin),
    port: origin.port,
    path: target.pathname + target.search,
    headers,
  });
  upstream.setTimeout(answerTimeoutMs, () => upstream.destroy());
  upstream.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
  upstream.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, headersOf(answer));
    response.flushHeaders();
    answer.pipe(response);
    const contentType = answer.headers["content-type"];
    const exchange = (bytes: Uint8Array, isStream: boolean): void =>
      tape.add(
        {
          kind: "exchange",
          server,
          method,
          target: url,
          request: { bytes: sent.bytes, contentType: request.headers["content-type"] },
          status: String(answer.statusCode),
          headers: keptHeaders(answer),
          answer: { bytes, contentType },
          isStream,
          isChange,
          tookMs: tape.now() - beganAt,
        },
        beganAt,
      );
    if (contentType?.startsWith("text/event-stream") === true) {
      exchange(new Uint8Array(0), true);
      answer.on("data", (bytes: Buffer) => tape.add({ kind: "notified", server, target: url, body: { bytes } }));
      return;
    }
    const received = new BodyKeeper(answer);
    answer.on("end", () => {
      if (!received.isTooLong && !sent.isTooLong) exchange(received.bytes, false);
    });
  });
}

/** Keeps what passes, up to {@link maxBodyBytes}. */
class BodyKeeper {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(source: IncomingMessage) {
    source.on("data", (chunk: Buffer) => {
      this.#length += chunk.length;
      if (!this.isTooLong) this.#chunks.push(chunk);
    });
  }

  get isTooLong(): boolean {
    return this.#length > maxBodyBytes;
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}

const hostname = (origin: URL): string => origin.hostname.replace(/^\[(.*)\]$/, "$1");

function headersOf({ headers }: IncomingMessage): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      ownHeaders.has(name) || value === undefined ? [] : [[name, value]],
    ),
  );
}

function keptHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    recordedHeaders.flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
