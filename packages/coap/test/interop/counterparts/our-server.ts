import {
  type CoapRequest,
  type CoapResponse,
  type CoapServer,
  type CoapServerOptions,
  Code,
  coapServer,
  coreResponse,
  type ObservationSink,
  OptionNumber,
} from "../../../src/index.js";

/** The representation of `/big`. */
export const big: Uint8Array = Uint8Array.from({ length: 5000 }, (_, i) => 33 + (i % 90));
export const etag = Uint8Array.of(0xe7, 0xa9);
/** What `/upload` answers: the number of bytes, and their sum modulo 65536. */
export const digest = (body: Uint8Array): string =>
  `${body.length}:${body.reduce((sum, byte) => (sum + byte) % 0x1_0000, 0)}`;

const TEXT = 0;
const JSON_FORMAT = 50;
const COUNT_EVERY_MS = 100;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

/**
 * A server of ours with one resource for each thing that a counterpart's client may ask. The programs of the counterparts
 * serve the same:
 *
 * | path | what it does |
 * | --- | --- |
 * | `/store` | GET gives the text, PUT replaces it, POST appends `,` and the payload, DELETE empties it, FETCH gives `fetched ` and the payload, PATCH and iPATCH append `+` and the payload |
 * | `/big` | GET gives 5000 bytes |
 * | `/upload` | PUT answers with length and sum of the bytes |
 * | `/slow` | GET is answered after half a second |
 * | `/count`, `/bigcount` | a number that grows every 100 ms, observable; its last digit 3000 times |
 * | `/etag` | has an ETag, and validates it |
 * | `/conditional` | PUT succeeds if If-Match is that ETag, or absent together with If-None-Match |
 * | `/json` | has Content-Format 50 and no other |
 * | `/empty` | 2.05 without payload |
 */
export class OurServer implements AsyncDisposable {
  readonly #server: CoapServer;
  readonly #sinks = new Map<ObservationSink, string>();
  readonly #ticking: NodeJS.Timeout;
  #port = 0;
  #count = 0;
  #stored = "";
  /** The POST requests that were carried out. */
  posts = 0;

  private constructor(options: Partial<CoapServerOptions>) {
    const understoodOptions = [OptionNumber.IfMatch, OptionNumber.IfNoneMatch];
    const handler = (request: CoapRequest) => this.#handle(request);
    this.#server = coapServer({ port: 0, address: "127.0.0.1", ...options, understoodOptions, handler });
    this.#ticking = setInterval(() => this.#tick(), COUNT_EVERY_MS);
  }

  static async start(options: Partial<CoapServerOptions> = {}): Promise<OurServer> {
    const server = new OurServer(options);
    server.#port = (await server.#server.listen()).port;
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get observerCount(): number {
    return this.#server.observerCount;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#ticking);
    await this.#server.close();
  }

  #tick(): void {
    this.#count++;
    for (const [sink, path] of this.#sinks) sink.notify({ ...this.#state(path), confirmable: true });
  }

  #state(path: string): CoapResponse {
    const payload = path === "/count" ? String(this.#count) : String(this.#count % 10).repeat(3000);
    return { code: Code.Content, contentFormat: TEXT, payload };
  }

  #handle(request: CoapRequest): CoapResponse | Promise<CoapResponse> {
    const { path, method, payload } = request;
    if (path === "/store") return this.#store(method, text(payload));
    if (path === "/upload" && method === Code.PUT) return { code: Code.Changed, payload: digest(payload) };
    if (path === "/conditional" && method === Code.PUT) return conditional(request);
    if (path === "/.well-known/core")
      return coreResponse([{ target: "/big", attributes: new Map([["rt", "big"]]) }], request);
    const resource = this.#resources[path];
    if (resource === undefined) return { code: Code.NotFound };
    return method === Code.GET ? resource(request) : { code: Code.MethodNotAllowed };
  }

  readonly #resources: Readonly<Record<string, (request: CoapRequest) => CoapResponse | Promise<CoapResponse>>> = {
    "/big": () => ({ code: Code.Content, payload: big }),
    "/slow": () => new Promise((resolve) => setTimeout(resolve, 500, { code: Code.Content, payload: "slow" })),
    "/count": (request) => this.#observe(request),
    "/bigcount": (request) => this.#observe(request),
    "/etag": () => ({ code: Code.Content, etag, payload: "tagged" }),
    "/json": ({ accept = JSON_FORMAT }) =>
      accept === JSON_FORMAT
        ? { code: Code.Content, contentFormat: JSON_FORMAT, payload: "{}" }
        : { code: Code.NotAcceptable },
    "/empty": () => ({ code: Code.Content }),
  };

  #observe({ path, observe }: CoapRequest): CoapResponse {
    const sink = observe?.accept();
    if (sink !== undefined) {
      this.#sinks.set(sink, path);
      sink.onEnd(() => this.#sinks.delete(sink));
    }
    return this.#state(path);
  }

  #store(method: number, payload: string): CoapResponse {
    switch (method) {
      case Code.GET:
        return { code: Code.Content, contentFormat: TEXT, payload: this.#stored };
      case Code.PUT:
        this.#stored = payload;
        return { code: Code.Changed };
      case Code.POST:
        this.posts++;
        this.#stored += `,${payload}`;
        return { code: Code.Changed };
      case Code.DELETE:
        this.#stored = "";
        return { code: Code.Deleted };
      case Code.FETCH:
        return { code: Code.Content, contentFormat: TEXT, payload: `fetched ${payload}` };
      default:
        this.#stored += `+${payload}`;
        return { code: Code.Changed };
    }
  }
}

function conditional({ options }: CoapRequest): CoapResponse {
  const matches = options.filter(({ number }) => number === OptionNumber.IfMatch);
  const isMet = matches.length === 0 || matches.some(({ value }) => Buffer.compare(value, etag) === 0);
  const isThere = options.some(({ number }) => number === OptionNumber.IfNoneMatch);
  return { code: isMet && !isThere ? Code.Changed : Code.PreconditionFailed };
}
