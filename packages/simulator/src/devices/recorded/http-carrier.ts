import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { problemMediaType } from "@thingwright/errors";
import type { StartOptions } from "../../device.js";
import { DeliveryChannel } from "../../faults/delivery-channel.js";
import { TcpListener } from "../../net/tcp-listener.js";
import { type Carrier, type CarrierContext, exchangesOf, splitTarget } from "./carrier.js";
import type { RecordedAnswer, RecordedNotification } from "./recording.js";

/** Clients that may follow a stream at a time; more get 503. */
const maxStreams = 16;
/** Bytes that may wait for a slow reader before it is cut off. */
const maxBufferedBytes = 64 * 1024;
const limits = {
  requestTimeout: 10_000,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 10_000,
  maxHeaderSize: 8192,
};

/** Answers HTTP requests from a recording. Credentials are not looked at; what is not recorded is 501. */
export class HttpCarrier implements Carrier {
  readonly #context: CarrierContext;
  readonly #server: Server;
  readonly #listener: TcpListener;
  readonly #streams = new Map<ServerResponse, { readonly path: string; readonly channel: DeliveryChannel }>();

  constructor(context: CarrierContext) {
    this.#context = context;
    this.#server = createServer(limits, (request, response) => void this.#receive(request, response));
    this.#listener = new TcpListener({ server: this.#server, faults: context.faults });
  }

  async start({ signal }: StartOptions): Promise<string> {
    const { address, port } = this.#context;
    return `http://${address}:${await this.#listener.listen(address, port, signal)}`;
  }

  notify(notification: RecordedNotification): void {
    const bytes = this.#context.encode(notification);
    const [path] = splitTarget(notification.target);
    for (const [response, stream] of this.#streams) {
      if (stream.path !== path) continue;
      stream.channel.deliver(() => {
        if (response.writableLength > maxBufferedBytes) response.destroy();
        else response.write(bytes);
      });
    }
  }

  async stop(): Promise<void> {
    for (const response of this.#streams.keys()) response.end();
    await this.#listener.close();
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { player, exchanges, unrecorded, maxPayloadBytes, faults } = this.#context;
    const { method = "", url = "" } = request;
    const body = await bodyOf(request, maxPayloadBytes);
    if (body === undefined) return refuse(response, 413, "the request has more bytes than are looked at");
    const [path, query] = splitTarget(url);
    const channel = new DeliveryChannel(faults);
    response.once("close", () => channel.close());
    const reply = (answer: RecordedAnswer): void => channel.deliver(() => this.#answer(response, path, answer));
    if (player.react(exchangesOf(exchanges, method, path, query), body, { reply })) return;
    unrecorded(`${method} ${path}`);
    refuse(response, 501, `the recording has no such request: ${method} ${path}`);
  }

  #answer(response: ServerResponse, path: string, answer: RecordedAnswer): void {
    if (response.headersSent || response.destroyed) return;
    const { status, headers = {}, contentType, stream = false } = answer;
    const bytes = this.#context.encode(answer);
    if (stream && this.#streams.size >= maxStreams) {
      refuse(response, 503, "too many follow the stream");
      return;
    }
    response.writeHead(Number(status), {
      ...headers,
      ...(contentType !== undefined && { "content-type": contentType }),
    });
    if (!stream) {
      response.end(bytes);
      return;
    }
    this.#streams.set(response, { path, channel: new DeliveryChannel(this.#context.faults) });
    response.once("close", () => {
      this.#streams.get(response)?.channel.close();
      this.#streams.delete(response);
    });
    response.flushHeaders();
    if (bytes.length > 0) response.write(bytes);
  }
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { "content-type": problemMediaType });
  response.end(JSON.stringify({ title: "Not in the recording", status, detail }));
}

/** `undefined` for one that is too long or broken off. */
function bodyOf(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("close", () => resolve(undefined));
    request.on("error", () => resolve(undefined));
  });
}
