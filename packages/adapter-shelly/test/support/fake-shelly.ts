import { createHash, randomBytes, randomInt } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Condition } from "@thingwright/contract-tests";
import { type WebSocket, WebSocketServer } from "ws";

type Members = Record<string, unknown>;

export interface FakeShellyOptions {
  readonly id?: string;
  readonly name?: string | null;
  readonly model?: string;
  readonly gen?: number;
  readonly password?: string;
  /** Without it, the WebSocket is refused. */
  readonly notifies?: boolean;
  readonly status: Record<string, Members>;
  readonly config?: Record<string, Members>;
}

class Refusal extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string, status = 500) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A Shelly as its maker's documentation has it: RPC over HTTP and WebSocket, digest authentication, notifications. */
export class FakeShelly implements AsyncDisposable {
  readonly status: Record<string, Members>;
  readonly config: Record<string, Members>;
  name: string | null;
  /** Methods that were called and carried out, with their parameters. */
  readonly calls: (readonly [method: string, params: Members])[] = [];
  /** Messages of the WebSockets as they came. */
  readonly frames: Members[] = [];
  readonly #options: FakeShellyOptions;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  /** Who has called once, and is notified since. */
  readonly #notified = new Map<WebSocket, string>();
  readonly #nonces = new Set<string>();
  readonly #condition = new Condition();

  private constructor(options: FakeShellyOptions) {
    this.#options = options;
    this.status = structuredClone(options.status);
    this.config = structuredClone(options.config ?? {});
    this.name = options.name ?? null;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on("upgrade", (request, socket, head) => {
      if (request.url !== "/rpc" || options.notifies === false)
        return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#opened(opened));
    });
  }

  static async start(options: FakeShellyOptions, port = 0): Promise<FakeShelly> {
    const fake = new FakeShelly(options);
    await new Promise<void>((resolve) => fake.#server.listen(port, "127.0.0.1", resolve));
    return fake;
  }

  get id(): string {
    return this.#options.id ?? "shellyplus1pm-a8032abe54dc";
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Members of a component change, and who listens is told. */
  change(key: string, changes: Members): void {
    Object.assign(this.status[key]!, changes);
    this.notify("NotifyStatus", { ts: 1, [key]: { id: this.status[key]!.id, ...changes } });
  }

  /** Something happens at a component. */
  happen(component: string, event: string): void {
    this.notify("NotifyEvent", { ts: 1, events: [{ component, id: Number(component.split(":")[1]), event, ts: 1 }] });
  }

  notify(method: string, params: unknown): void {
    for (const [socket, dst] of this.#notified) socket.send(JSON.stringify({ src: this.id, dst, method, params }));
  }

  /** Sends `text` as it is. */
  say(text: string): void {
    for (const socket of this.#notified.keys()) socket.send(text);
  }

  /** Cuts all WebSockets. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  get listeners(): number {
    return this.#notified.size;
  }

  untilHeard(): Promise<void> {
    return this.#condition.until(() => this.#notified.size > 0, "somebody to listen", 5000);
  }

  untilCalled(method: string): Promise<Members> {
    const find = () => this.calls.find(([called]) => called === method)?.[1];
    return this.#condition.until(() => find() !== undefined, `${method} to be called`, 5000).then(() => find()!);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://shelly.example");
    const method = url.pathname.replace(/^\/rpc\//, "");
    const reply = (status: number, body: unknown, headers = {}): void => {
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    };
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!this.#isOpen(method) && !this.#proves(request)) {
      const nonce = randomBytes(8).toString("hex");
      this.#nonces.add(nonce);
      const challenge = `Digest qop="auth", realm="${this.id}", nonce="${nonce}", algorithm=SHA-256`;
      return reply(401, {}, { "www-authenticate": challenge });
    }
    try {
      const text = Buffer.concat(chunks).toString();
      reply(200, this.#call(method, text === "" ? queryOf(url) : JSON.parse(text)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reply(error.status, { code: error.code, message: error.message });
    }
  }

  #isOpen(method: string): boolean {
    return this.#options.password === undefined || method === "Shelly.GetDeviceInfo";
  }

  #proves({ headers, method, url }: IncomingMessage): boolean {
    const params = new Map(
      [...(headers.authorization ?? "").matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, name, quoted, plain]) => [
        name!,
        quoted ?? plain ?? "",
      ]),
    );
    const [nonce = "", nc, cnonce, uri] = ["nonce", "nc", "cnonce", "uri"].map((name) => params.get(name));
    if (!this.#nonces.has(nonce) || params.get("username") !== "admin" || uri !== url) return false;
    const ha1 = sha256(`admin:${this.id}:${this.#options.password}`);
    return params.get("response") === sha256(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${sha256(`${method}:${uri}`)}`);
  }

  #opened(socket: WebSocket): void {
    const nonce = randomInt(2 ** 31);
    socket.on("close", () => this.#notified.delete(socket));
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as Members & { id: unknown; src: string; method: string; params: Members };
      this.frames.push(frame);
      const answer = { id: frame.id, src: this.id, dst: frame.src };
      if (!this.#isOpen(frame.method) && !this.#frameProves(frame.auth, nonce)) {
        const message = { auth_type: "digest", nonce, nc: 1, realm: this.id, algorithm: "SHA-256" };
        return socket.send(JSON.stringify({ ...answer, error: { code: 401, message: JSON.stringify(message) } }));
      }
      try {
        const result = this.#call(frame.method, frame.params);
        this.#notified.set(socket, frame.src);
        socket.send(JSON.stringify({ ...answer, result }));
      } catch (error) {
        const { code, message } = error as Refusal;
        socket.send(JSON.stringify({ ...answer, error: { code, message } }));
      }
      this.#condition.changed();
    });
  }

  #frameProves(auth: unknown, nonce: number): boolean {
    const { realm, username, cnonce, response, algorithm, ...given } = (auth ?? {}) as Members;
    const ha1 = sha256(`admin:${this.id}:${this.#options.password}`);
    const expected = sha256(`${ha1}:${nonce}:1:${cnonce}:auth:${sha256("dummy_method:dummy_uri")}`);
    const isAll = realm === this.id && username === "admin" && algorithm === "SHA-256" && given.nonce === nonce;
    return isAll && response === expected;
  }

  #call(method: string, params: Members): unknown {
    const result = this.#carryOut(method, params);
    this.calls.push([method, params]);
    this.#condition.changed();
    return result;
  }

  #carryOut(method: string, params: Members): unknown {
    const { model = "SNSW-001P16EU", gen = 2, password } = this.#options;
    switch (method) {
      case "Shelly.GetDeviceInfo":
        return {
          name: this.name,
          id: this.id,
          mac: "A8032ABE54DC",
          model,
          gen,
          ver: "1.4.4",
          auth_en: password !== undefined,
        };
      case "Shelly.GetStatus":
        return this.status;
      case "Shelly.GetConfig":
        return this.config;
      default:
        return this.#atComponent(method, params);
    }
  }

  #atComponent(method: string, { id, ...params }: Members): unknown {
    const [namespace = "", verb = ""] = method.split(".");
    const key = `${namespace.toLowerCase()}:${id}`;
    const status = this.status[key];
    if (id === undefined) throw new Refusal(-103, "Missing required argument 'id'!");
    if (status === undefined) throw new Refusal(-105, `Argument 'id', value ${id} not found!`);
    if (method === "Cover.GoToPosition")
      this.change(key, { current_pos: params.pos ?? status.current_pos, state: "stopped" });
    else if (method === "Cover.Stop") this.change(key, { state: "stopped" });
    else if (method === "Smoke.Mute") this.change(key, { mute: true });
    else if (method === "Thermostat.SetConfig") this.change(key, params.config as Members);
    else if (method === "BluTrv.Call") this.change(key, { target_C: (params.params as Members).target_C });
    else if (verb === "Set") this.#set(key, status, params);
    else throw new Refusal(404, `No handler for ${method}`, 404);
    return null;
  }

  #set(key: string, status: Members, { on, ...values }: Members): void {
    for (const [name, value] of Object.entries({ ...values, ...(on !== undefined && { output: on }) })) {
      const before = status[name];
      if (typeof before !== typeof value) throw new Refusal(-103, `Invalid argument '${name}': wrong type!`);
      if (name === "brightness" && (Number(value) < 0 || Number(value) > 100))
        throw new Refusal(-103, "Invalid argument 'brightness': out of range!");
      if (name === "rgb" && !(value as unknown[]).every((level) => Number.isInteger(level)))
        throw new Refusal(-103, "Invalid argument 'rgb'!");
    }
    this.change(key, { ...values, ...(on !== undefined && { output: on }) });
  }
}

const queryOf = ({ searchParams }: URL): Members =>
  Object.fromEntries([...searchParams].map(([name, value]) => [name, JSON.parse(value)]));
