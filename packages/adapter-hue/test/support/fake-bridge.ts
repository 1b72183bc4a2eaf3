import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Condition } from "@thingwright/contract-tests";

type Members = Record<string, unknown>;
export type FakeResource = Members & { readonly id: string; readonly type: string };

export interface FakeBridgeOptions {
  readonly resources: readonly FakeResource[];
  readonly key?: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Without it, the event stream is refused. */
  readonly streams?: boolean;
}

/** A Hue bridge as its maker's documentation has it: CLIP API v2, event stream, link button. */
export class FakeBridge implements AsyncDisposable {
  readonly resources: Map<string, FakeResource>;
  isButtonPressed = false;
  /** What was changed, and at what. */
  readonly changes: (readonly [path: string, body: Members])[] = [];
  /** Requests but for the event stream. */
  requests = 0;
  readonly #options: FakeBridgeOptions;
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();
  readonly #condition = new Condition();
  #lastId = 0;

  private constructor(options: FakeBridgeOptions) {
    this.#options = options;
    this.resources = new Map(structuredClone(options.resources).map((each) => [each.id, each]));
    const listener: RequestListener = (request, response) => void this.#answer(request, response);
    this.#server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  }

  static async start(options: FakeBridgeOptions, port = 0): Promise<FakeBridge> {
    const fake = new FakeBridge(options);
    await new Promise<void>((resolve) => fake.#server.listen(port, "127.0.0.1", resolve));
    return fake;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.#options.tls === undefined ? "http" : "https"}://127.0.0.1:${this.port}`;
  }

  get listeners(): number {
    return this.#streams.size;
  }

  untilHeard(): Promise<void> {
    return this.#condition.until(() => this.#streams.size > 0, "somebody to listen", 5000);
  }

  /** Members of a resource change, and who listens is told. */
  update(id: string, changes: Members): void {
    const resource = this.resources.get(id)!;
    for (const [name, value] of Object.entries(changes)) {
      const before = resource[name];
      const isObject = typeof before === "object" && before !== null && !Array.isArray(before) && !Array.isArray(value);
      Object.assign(resource, { [name]: isObject ? { ...before, ...(value as object) } : value });
    }
    this.tell("update", [{ id, type: resource.type, ...changes }]);
  }

  add(resource: FakeResource): void {
    this.resources.set(resource.id, resource);
    this.tell("add", [resource]);
  }

  delete(id: string): void {
    const { type } = this.resources.get(id)!;
    this.resources.delete(id);
    this.tell("delete", [{ id, type }]);
  }

  tell(type: string, data: unknown): void {
    this.say(JSON.stringify([{ creationtime: "2026-01-01T00:00:00Z", data, id: "e", type }]));
  }

  /** Sends `text` as the data of an event. */
  say(text: string): void {
    this.#lastId += 1;
    for (const stream of this.#streams) stream.write(`id: ${this.#lastId}:0\ndata: ${text}\n\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const reply = (status: number, body: unknown): void =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const refuse = (status: number, description: string): void =>
      reply(status, { errors: [{ description }], data: [] });
    const { url = "/", method } = request;
    if (url === "/api") return reply(200, [this.#paired()]);
    if (request.headers["hue-application-key"] !== (this.#options.key ?? "key"))
      return refuse(403, "unauthorized user");
    if (url === "/eventstream/clip/v2") return this.#stream(response);
    this.requests += 1;
    const [, , , type, id] = url.slice(1).split("/");
    if (url === "/clip/v2/resource") return reply(200, { errors: [], data: [...this.resources.values()] });
    const resource = this.resources.get(id ?? "");
    if (resource === undefined || resource.type !== type) return refuse(404, "Not Found");
    if (method === "GET") return reply(200, { errors: [], data: [resource] });
    this.#change(resource, JSON.parse(text) as Members, reply, refuse);
  }

  #change(
    resource: FakeResource,
    body: Members,
    reply: (status: number, body: unknown) => void,
    refuse: (status: number, description: string) => void,
  ): void {
    const mirek = (body.color_temperature as Members | undefined)?.mirek;
    if (mirek !== undefined && !(Number(mirek) >= 153 && Number(mirek) <= 500)) {
      refuse(400, "mirek is out of range");
      return;
    }
    this.changes.push([`${resource.type}/${resource.id}`, body]);
    if (body.recall !== undefined) {
      this.update(resource.id, { status: { active: "static", last_recall: new Date().toISOString() } });
    } else if (body.identify === undefined) this.update(resource.id, body);
    reply(200, { errors: [], data: [{ rid: resource.id, rtype: resource.type }] });
  }

  #paired(): Members {
    if (!this.isButtonPressed) return { error: { type: 101, address: "", description: "link button not pressed" } };
    return { success: { username: "a-new-key" } };
  }

  #stream(response: ServerResponse): void {
    if (this.#options.streams === false) return void response.writeHead(503).end();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(": hi\n\n");
    this.#streams.add(response);
    response.on("close", () => this.#streams.delete(response));
    this.#condition.changed();
  }
}
