import { once } from "node:events";
import { WebSocket } from "ws";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string }; readonly exceptionDetails?: object };
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: object };
}

/** A tab of a browser, driven over the DevTools protocol. */
export class DevToolsPage implements AsyncDisposable {
  /** What it asked for, its own address first. */
  readonly requests: string[] = [];
  /** What its scripts threw. */
  readonly errors: object[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #seen = new Set<string>();
  #wake = (): void => {};
  #count = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#take(JSON.parse(String(data)) as Message));
  }

  /** Opens `url`, and resolves when it has loaded. */
  static async open(tabs: string, url: string): Promise<DevToolsPage> {
    const response = await fetch(`${tabs}/new?about:blank`, { method: "PUT" });
    const { webSocketDebuggerUrl } = (await response.json()) as { webSocketDebuggerUrl: string };
    const socket = new WebSocket(webSocketDebuggerUrl);
    await once(socket, "open");
    const page = new DevToolsPage(socket);
    for (const domain of ["Page", "Network", "Runtime"]) await page.send(`${domain}.enable`);
    await page.send("Page.navigate", { url });
    while (!page.#seen.has("Page.loadEventFired")) {
      await new Promise<void>((resolve) => {
        page.#wake = resolve;
      });
    }
    return page;
  }

  /** The value of an expression in the page, through JSON. */
  async value(expression: string): Promise<unknown> {
    const { result } = await this.send("Runtime.evaluate", { expression, returnByValue: true });
    if (result?.exceptionDetails !== undefined) throw new TypeError(JSON.stringify(result.exceptionDetails));
    return result?.result?.value;
  }

  send(method: string, params: object = {}): Promise<Message> {
    const id = ++this.#count;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  #take(message: Message): void {
    const { id, method, params } = message;
    if (id !== undefined) {
      this.#waiting.get(id)?.(message);
      this.#waiting.delete(id);
      return;
    }
    if (method === "Network.requestWillBeSent") this.requests.push(params!.request!.url);
    if (method === "Runtime.exceptionThrown") this.errors.push(params!.exceptionDetails!);
    this.#seen.add(method ?? "");
    this.#wake();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.send("Page.close");
    this.#socket.close();
  }
}
