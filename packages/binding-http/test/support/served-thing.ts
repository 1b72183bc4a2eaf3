import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { type HttpServerOptions, httpServer } from "@thingwright/binding-http";
import { type FakeHost, fakeHost, type TestThing, testThing } from "@thingwright/contract-tests";
import type { ServerBinding, ThingForms } from "@thingwright/contracts";
import { type Dispatcher, request } from "undici";
import { RawConnection } from "./raw-exchange.js";

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly text: string;
  readonly json: unknown;
}

/** A server with one test Thing, and a way to ask it. */
export class ServedThing implements AsyncDisposable {
  readonly server: ServerBinding;
  readonly host: FakeHost;
  readonly thing: TestThing;
  readonly forms: ThingForms;
  readonly port: number;

  constructor(server: ServerBinding, host: FakeHost, thing: TestThing, forms: ThingForms, port: number) {
    this.port = port;
    this.server = server;
    this.host = host;
    this.thing = thing;
    this.forms = forms;
  }

  /** Where the server really is, whatever it advertises. */
  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  raw(): RawConnection {
    return new RawConnection(this.port);
  }

  async ask(path: string, options: Parameters<typeof request>[1] = {}): Promise<Answer> {
    const { statusCode, headers, body } = await request(this.base + path, options);
    const text = await body.text();
    const isJson = /json/.test(String(headers["content-type"])) && text !== "";
    return { status: statusCode, headers, text, json: isJson ? JSON.parse(text) : undefined };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thing.property("slow").gate?.open();
    await this.server.stop();
  }
}

/** Serves a new test Thing on a port of its own. */
export async function serveThing(options: HttpServerOptions = {}): Promise<ServedThing> {
  const server = httpServer({ port: 0, ...options });
  const thing = testThing();
  const host = fakeHost(thing);
  await server.start(host);
  const port = options.port ?? Number(new URL(server.addresses()[0]!).port);
  return new ServedThing(server, host, thing, await server.expose(thing), port);
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
