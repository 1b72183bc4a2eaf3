import type { ServerResponse } from "node:http";
import { compileDataSchema, type ThingDescription } from "@thingwright/td";
import { perfectPath, perfectUser } from "./perfect-thing.js";
import type { Answer, Question, Script } from "./scripted-thing.js";

const profile = "https://www.w3.org/2022/wot/profile";

/** A Thing that is observed while it is written: a heater. */
export function observedDescription(origin: string): ThingDescription {
  const observed = (name: string) => [
    { href: `properties/${name}`, op: ["readproperty", "writeproperty"] },
    { href: `streams/${name}`, op: "observeproperty", subprotocol: "sse" },
    { href: `polls/${name}`, op: "observeproperty", subprotocol: "longpoll" },
  ];
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    id: "urn:uuid:9a1f0b1e-7d3f-4b53-9d53-4c7b4c1f7f10",
    title: "Perfect heater",
    profile: [`${profile}/http-basic/v1`, `${profile}/http-sse/v1`],
    base: `${origin}${perfectPath}/`,
    securityDefinitions: {
      open: { scheme: "nosec" },
      closed: { scheme: "basic", in: "header", name: "Authorization" },
      either: { scheme: "combo", oneOf: ["open", "closed"] },
    },
    security: "either",
    links: [{ href: "https://heaters.example/plan", rel: "https://heaters.example/rel/plan" }],
    forms: [
      { href: "properties", op: ["readallproperties", "writemultipleproperties"] },
      { href: "streams", op: "observeallproperties", subprotocol: "sse" },
    ],
    properties: {
      target: { type: "integer", minimum: 5, maximum: 30, observable: true, forms: observed("target") },
      mode: { type: "string", enum: ["heat", "hold", "off"], observable: true, forms: observed("mode") },
    },
  } as unknown as ThingDescription;
}

const schemas = observedDescription("http://heater.example").properties!;

/** The path of the stream of a property, or of all. */
export const observedStream = (name?: string): string =>
  `${perfectPath}/streams${name === undefined ? "" : `/${name}`}`;

/** The path of the long poll of a property. */
export const observedPoll = (name: string): string => `${perfectPath}/polls/${name}`;

/** The script of a heater that does all that is asked of it; `isGuarded` keeps its description for who has credentials. */
export function observedScript(isGuarded = false): Script {
  const heater = new ObservedThing(isGuarded);
  return (question, origin) => heater.answer(question, origin);
}

/** A change that was told. */
interface Told {
  readonly name: string;
  readonly value: unknown;
  readonly atMs: number;
}

class ObservedThing {
  readonly #isGuarded: boolean;
  readonly #values = new Map<string, unknown>([
    ["target", 20],
    ["mode", "heat"],
  ]);
  readonly #told: Told[] = [];
  readonly #streams = new Set<(told: Told) => void>();
  readonly #polls = new Set<(told: Told) => void>();

  constructor(isGuarded: boolean) {
    this.#isGuarded = isGuarded;
  }

  answer(question: Question, origin: string): ReturnType<Script> {
    const { method, path, headers } = question;
    if (path === perfectPath || path === "/.well-known/wot") return this.#describe(question, origin);
    const [, kind, name] = /^\/lamp\/(properties|streams|polls)(?:\/([a-z]+))?$/.exec(path) ?? [];
    if (kind === undefined || (name !== undefined && !this.#values.has(name))) return problem(404);
    const isWritable = kind === "properties";
    if (method === "PUT" && isWritable) return this.#write(name, question);
    const allow = isWritable ? "GET, HEAD, PUT" : "GET, HEAD";
    if (method !== "GET" && method !== "HEAD") return problem(405, { allow });
    if (!/\*\/\*|json|event-stream/.test(headers.accept ?? "*/*")) return problem(406);
    if (kind === "streams")
      return (response) => this.#stream(name, headers["last-event-id"] as string | undefined, response);
    if (kind === "polls") return (response) => this.#poll(name, response);
    return json(name === undefined ? Object.fromEntries(this.#values) : this.#values.get(name));
  }

  #describe({ headers }: Question, origin: string): Answer {
    const { username, password } = perfectUser;
    const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    if (this.#isGuarded && headers.authorization !== wanted) {
      return problem(401, { "www-authenticate": 'Basic realm="heater"' });
    }
    return { ...json(observedDescription(origin)), headers: { "content-type": "application/td+json" } };
  }

  #write(name: string | undefined, { headers, body }: Question): Answer {
    if (headers["content-type"] !== "application/json") return problem(400);
    const value = jsonIn(body);
    if (value === undefined) return problem(400);
    const values = name === undefined ? Object(value) : { [name]: value };
    const isRight = Object.entries(values).every(([each, of]) => {
      return Object.hasOwn(schemas, each) && compileDataSchema(schemas[each]!).check(of).length === 0;
    });
    if (!isRight) return problem(400);
    for (const [each, of] of Object.entries(values)) this.#change(each, of);
    return { status: 204 };
  }

  #change(name: string, value: unknown): void {
    this.#values.set(name, value);
    const last = this.#told.at(-1)?.atMs ?? Date.parse("2026-01-01T00:00:00Z");
    const told = { name, value, atMs: last + 1 };
    this.#told.push(told);
    for (const tell of [...this.#streams, ...this.#polls]) tell(told);
  }

  #stream(of: string | undefined, lastEventId: string | undefined, response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(": welcome\n\n");
    const tell = ({ name, value, atMs }: Told): void => {
      if (of !== undefined && of !== name) return;
      response.write(`event: ${name}\ndata: ${JSON.stringify(value)}\nid: ${new Date(atMs).toISOString()}\n\n`);
    };
    const known = lastEventId === undefined ? Number.POSITIVE_INFINITY : Date.parse(lastEventId);
    for (const told of this.#told) if (told.atMs > known) tell(told);
    this.#streams.add(tell);
    response.once("close", () => this.#streams.delete(tell));
  }

  #poll(of: string | undefined, response: ServerResponse): void {
    const tell = ({ name, value }: Told): void => {
      if (of !== undefined && of !== name) return;
      this.#polls.delete(tell);
      const answer = json(value);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    };
    this.#polls.add(tell);
    response.once("close", () => this.#polls.delete(tell));
  }
}

function problem(status: number, headers: Answer["headers"] = {}): Answer {
  const about = { "content-type": "application/problem+json", ...headers };
  return { status, headers: about, body: JSON.stringify({ title: "No", status }) };
}

function json(value: unknown): Answer {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
