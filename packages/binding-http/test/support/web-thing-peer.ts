import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type ClientOptions, WebSocket } from "ws";

/** A message as a test looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
export type Message = any;

/** A foreign Consumer on a WebSocket, which says what a test wants. */
export class WebThingPeer implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  closedWith: number | undefined;
  #waiting: (() => void)[] = [];

  constructor(url: string, options: ClientOptions = {}, subprotocols: string[] = ["webthingprotocol"]) {
    this.socket = new WebSocket(url, subprotocols, { perMessageDeflate: false, ...options });
    this.socket.on("error", () => {});
    this.socket.on("message", (data) => {
      this.messages.push(JSON.parse(data.toString()));
      this.#wake();
    });
    this.socket.on("close", (code) => {
      this.closedWith = code;
      this.#wake();
    });
  }

  async opened(): Promise<this> {
    await once(this.socket, "open");
    return this;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Sends a request and resolves with its response. */
  async ask(members: object): Promise<Message> {
    const correlationID = randomUUID();
    const head = { thingID: "urn:test:test-thing", messageID: randomUUID(), messageType: "request", correlationID };
    this.socket.send(JSON.stringify({ ...head, ...members }));
    return this.until((message) => message.messageType === "response" && message.correlationID === correlationID);
  }

  /** Resolves with the first message that `is`. */
  async until(is: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(is);
      if (found !== undefined) return found;
      if (this.closedWith !== undefined) throw new TypeError(`closed with ${this.closedWith}`);
      await this.#change();
    }
  }

  /** Resolves with the code once the peer has closed. */
  async closed(): Promise<number> {
    while (this.closedWith === undefined) {
      await this.#change();
    }
    return this.closedWith;
  }

  get notifications(): readonly Message[] {
    return this.messages.filter(({ messageType }) => messageType === "notification");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closed();
  }
}
