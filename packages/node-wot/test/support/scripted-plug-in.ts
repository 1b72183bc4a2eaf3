import { Readable } from "node:stream";
import type {
  ProtocolClient,
  ProtocolClientFactory,
  TheirContent,
  TheirForm,
  TheirSecurityScheme,
  TheirSubscription,
} from "../../src/their-bindings/index.js";

/** Content as node-wot's core makes it: a stream that can be read once. */
export const streamed = (text: string, type = "application/json"): TheirContent => {
  const body = Readable.from([Buffer.from(text)]);
  return { type, body, toBuffer: async () => Buffer.concat(await body.toArray()) };
};

/** What a subscription of the scripted client hears by. */
export interface Listening {
  readonly form: TheirForm;
  next(content: TheirContent): void;
  error(error: unknown): void;
  complete(): void;
}

/** A client of node-wot that does what the test says, and writes down what it was asked. */
export class ScriptedClient implements ProtocolClient {
  readonly asked: string[] = [];
  readonly listening: Listening[] = [];
  config = { username: "" };
  /** Whether what `subscribeResource` gives back never settles. */
  isSilent = false;
  read: (form: TheirForm) => Promise<TheirContent> = async () => streamed("1");
  invoke: () => Promise<unknown> = async () => undefined;
  subscribe: (form: TheirForm) => Promise<void> = async () => {};
  unlink: (form: TheirForm) => Promise<void> = async () => {};

  readResource(form: TheirForm): Promise<TheirContent> {
    this.asked.push(`read ${form.href}`);
    return this.read(form);
  }

  async writeResource(form: TheirForm, content: TheirContent): Promise<void> {
    this.asked.push(`write ${form.href} ${content.type} ${String(await content.toBuffer())}`);
  }

  invokeResource(form: TheirForm, content?: TheirContent): Promise<TheirContent> {
    this.asked.push(`invoke ${form.href} ${content?.type ?? "nothing"}`);
    return this.invoke() as Promise<TheirContent>;
  }

  unlinkResource(form: TheirForm): Promise<void> {
    this.asked.push(`unlink ${form.href}`);
    return this.unlink(form);
  }

  async subscribeResource(
    form: TheirForm,
    next: (content: TheirContent) => void,
    error?: (error: Error) => void,
    complete?: () => void,
  ): Promise<TheirSubscription> {
    this.asked.push(`subscribe ${form.href}`);
    await this.subscribe(form);
    this.listening.push({
      form,
      next,
      error: (failure) => error?.(failure as Error),
      complete: () => complete?.(),
    });
    if (this.isSilent) await new Promise(() => {});
    return { unsubscribe: () => void this.asked.push("unsubscribe") };
  }

  requestThingDescription(): Promise<TheirContent> {
    return Promise.reject(new Error("not needed"));
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.asked.push("stop");
  }

  setSecurity(metadata: TheirSecurityScheme[], credentials?: unknown): boolean {
    this.asked.push(`secure ${JSON.stringify(metadata)} ${JSON.stringify(credentials)}`);
    return true;
  }
}

/** A factory that gives the same client to all, as that for Modbus does, or a new one to each, as that for HTTP does. */
export class ScriptedFactory implements ProtocolClientFactory {
  readonly scheme: string;
  readonly clients: ScriptedClient[] = [];
  readonly #isShared: boolean;

  constructor({ isShared = false, scheme = "vendor" } = {}) {
    this.#isShared = isShared;
    this.scheme = scheme;
  }

  get client(): ScriptedClient {
    return this.clients[0] ?? this.#add();
  }

  getClient(): ScriptedClient {
    const waiting = this.clients.find(({ asked }) => asked.length === 0);
    return waiting ?? (this.#isShared ? this.client : this.#add());
  }

  init(): boolean {
    return true;
  }

  destroy(): boolean {
    return true;
  }

  #add(): ScriptedClient {
    const client = new ScriptedClient();
    this.clients.push(client);
    return client;
  }
}
