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

  constructor(server: ServerBinding, host: FakeHost, thing: TestThing, forms: ThingForms) {
    this.server = server;
    this.host = host;
    this.thing = thing;
    this.forms = forms;
  }

  get base(): string {
    return this.server.addresses()[0]!;
  }

  get port(): number {
    return Number(new URL(this.base).port);
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
  return new ServedThing(server, host, thing, await server.expose(thing));
}
