import { type IncomingMessage, request } from "node:http";

const httpBasic = "https://www.w3.org/2022/wot/profile/http-basic/v1";
const httpSse = "https://www.w3.org/2022/wot/profile/http-sse/v1";

/** As much of a Thing Description as this Consumer looks at, as JSON has it. */
// biome-ignore lint/suspicious/noExplicitAny: a Consumer that trusts nothing but what it has been told
export type Json = any;

/** An answer with its body read. */
export interface Answered {
  readonly status: number;
  readonly type: string | undefined;
  readonly text: string;
}

/**
 * A Consumer that knows the W3C WoT Profile and nothing else: `node:http`, JSON, and the text of the specification.
 * Whatever it can do with a Thing, anybody's can.
 */
export class ProfileConsumer {
  /** Everything that the Thing or the directory at `url` describes. */
  async discover(url: string): Promise<readonly Json[]> {
    const described = JSON.parse((await this.ask("GET", url, "application/td+json")).text);
    if (described["@type"] !== "ThingDirectory") return [described];
    // Its variables are optional: without any, a template comes down to the address itself (RFC 6570 §3.2.8).
    const list = (described.properties.things.forms[0].href as string).replace(/\{\?[^{}]*\}$/, "");
    return JSON.parse((await this.ask("GET", new URL(list, described.base).href, "application/ld+json")).text);
  }

  speaksBasic = (td: Json): boolean => [td.profile].flat().includes(httpBasic);
  speaksSse = (td: Json): boolean => [td.profile].flat().includes(httpSse);

  readProperty = (td: Json, name: string) =>
    this.ask("GET", this.#address(td, td.properties[name], "readproperty"), "application/json");

  writeProperty = (td: Json, name: string, value: unknown) =>
    this.ask("PUT", this.#address(td, td.properties[name], "writeproperty"), undefined, value);

  readAllProperties = (td: Json) => this.ask("GET", this.#address(td, td, "readallproperties"), "application/json");

  writeMultipleProperties = (td: Json, values: object) =>
    this.ask("PUT", this.#address(td, td, "writemultipleproperties"), undefined, values);

  invokeAction = (td: Json, name: string, input?: unknown) =>
    this.ask("POST", this.#address(td, td.actions[name], "invokeaction"), "application/json", input);

  queryAllActions = (td: Json) => this.ask("GET", this.#address(td, td, "queryallactions"), "application/json");

  observeProperty = (td: Json, name: string) =>
    this.#stream(this.#address(td, td.properties[name], "observeproperty", "sse"));

  observeAllProperties = (td: Json) => this.#stream(this.#address(td, td, "observeallproperties", "sse"));

  subscribeEvent = (td: Json, name: string) =>
    this.#stream(this.#address(td, td.events[name], "subscribeevent", "sse"));

  subscribeAllEvents = (td: Json) => this.#stream(this.#address(td, td, "subscribeallevents", "sse"));

  ask(method: string, url: string, accept?: string, body?: unknown): Promise<Answered> {
    const headers = {
      ...(accept === undefined ? {} : { accept }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, type: response.headers["content-type"], text }),
        );
      });
      sent.on("error", reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** The address of the Form that the profile tells a Consumer to look for. */
  #address(td: Json, holder: Json, op: string, subprotocol?: string): string {
    for (const form of holder.forms) {
      const { protocol, href } = new URL(form.href, td.base);
      const isHttp = protocol === "http:" || protocol === "https:";
      const isJson = (form.contentType ?? "application/json") === "application/json";
      if (isHttp && isJson && form.subprotocol === subprotocol && [form.op].flat().includes(op)) return href;
    }
    throw new TypeError(`${td.title} has no Form for ${op}`);
  }

  #stream(url: string): Promise<EventSourceLike> {
    return new Promise((resolve, reject) => {
      const sent = request(url, { headers: { accept: "text/event-stream" }, agent: false }, (response) =>
        resolve(new EventSourceLike(response, () => sent.destroy())),
      );
      sent.on("error", reject);
      sent.end();
    });
  }
}

/** An open event stream, one line after the other. */
export class EventSourceLike implements Disposable {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly #lines: AsyncIterator<string>;
  readonly #close: () => void;

  constructor(response: IncomingMessage, close: () => void) {
    this.status = response.statusCode;
    this.type = response.headers["content-type"];
    this.#lines = linesOf(response);
    this.#close = close;
  }

  /** The fields of the next event. */
  async next(): Promise<Readonly<Record<string, string>>> {
    const fields: Record<string, string> = {};
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new TypeError("the stream has ended");
      const [, name, text = ""] = /^(\w+): ?(.*)$/.exec(value) ?? [];
      if (name !== undefined) fields[name] = text;
      else if (value === "" && fields.data !== undefined) return fields;
    }
  }

  [Symbol.dispose](): void {
    this.#close();
  }
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = "";
  response.setEncoding("utf8");
  for await (const chunk of response) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
