import { createHash } from "node:crypto";
import { compileDataSchema, type ThingDescription } from "@thingwright/td";
import { content, problem } from "./json-answer.js";
import type { Answer, Question, Script } from "./scripted-thing.js";

/** Where the perfect Thing has its description. */
export const perfectPath = "/lamp";

/** What a perfect Thing says of itself. `profiled` claims the HTTP Basic Profile. */
export function perfectDescription(origin: string, profiled: boolean): ThingDescription {
  return {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { "@language": "en" }],
    id: "urn:uuid:0804d572-cce8-422a-bb7c-4412fcd56f06",
    title: "Perfect lamp",
    ...(profiled ? { profile: "https://www.w3.org/2022/wot/profile/http-basic/v1" } : {}),
    base: `${origin}${perfectPath}/`,
    securityDefinitions: {
      open: { scheme: "nosec" },
      closed: { scheme: "basic", in: "header", name: "Authorization" },
    },
    security: "open",
    forms: [{ href: "properties", op: "readallproperties" }],
    properties: {
      on: {
        type: "boolean",
        readOnly: true,
        observable: true,
        forms: [
          { href: "properties/on", op: "readproperty" },
          { href: "properties/on", op: ["observeproperty", "unobserveproperty"], subprotocol: "sse" },
        ],
      },
      brightness: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        readOnly: true,
        forms: [{ href: "properties/brightness", op: "readproperty", contentType: "application/json" }],
      },
      mode: {
        type: "string",
        enum: ["day", "night"],
        readOnly: true,
        forms: [{ href: "properties/mode", op: "readproperty" }],
      },
      label: {
        type: "string",
        pattern: "^[a-z ]+$",
        maxLength: 20,
        readOnly: true,
        forms: [{ href: "properties/label", op: "readproperty" }],
      },
      state: {
        type: "object",
        properties: {
          hours: { type: "integer", minimum: 0 },
          lamp: { type: "object", properties: { watts: { type: "number", maximum: 10 } }, required: ["watts"] },
        },
        required: ["hours", "lamp"],
        readOnly: true,
        forms: [{ href: "properties/state", op: "readproperty" }],
      },
      levels: {
        type: "array",
        items: { type: "integer" },
        minItems: 1,
        maxItems: 3,
        readOnly: true,
        forms: [{ href: "properties/levels", op: "readproperty" }],
      },
      target: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        forms: [{ href: "properties/target", op: ["readproperty", "writeproperty"] }],
      },
      scene: {
        type: "string",
        enum: ["work", "rest", "clean"],
        forms: [{ href: "properties/scene", op: ["readproperty", "writeproperty"] }],
      },
      limits: {
        type: "object",
        properties: { low: { type: "number", minimum: 0 }, high: { type: "number", maximum: 10, multipleOf: 0.25 } },
        required: ["low", "high"],
        forms: [
          { href: "properties/limits", op: "readproperty" },
          { href: "properties/limits", op: "writeproperty" },
        ],
      },
      kelvin: {
        type: "integer",
        minimum: 2000,
        maximum: 6500,
        forms: [{ href: "properties/kelvin", op: ["readproperty", "writeproperty"] }],
      },
      secret: {
        type: "boolean",
        forms: [{ href: "properties/secret", op: ["readproperty", "writeproperty"], security: "closed" }],
      },
      pin: {
        type: "string",
        readOnly: true,
        forms: [{ href: "properties/pin", op: "readproperty", security: "closed" }],
      },
    },
  };
}

const state = { hours: 12, lamp: { watts: 4.5 } };

const all = { on: true, brightness: 40, mode: "day", label: "over the desk", state, levels: [0, 40, 100] };

/** What can be written too. */
const writable = { kelvin: 3268, target: 40, scene: "work", limits: { low: 0.5, high: 7.25 } };

/** What is behind the lock. */
const closed = { pin: "1234", secret: true };

/** What opens it: a user, and how it is sent. */
export const perfectUser = { username: "keeper", password: "not so secret" };
/** That as a field value. */
export const perfectAuthorization = `Basic ${Buffer.from("keeper:not so secret").toString("base64")}`;

/** The script of a Thing that does all that is asked of it, and answers as the optional parts advise. */
export function perfectScript(profiled: boolean): Script {
  const thing = new PerfectThing(profiled);
  return (question, origin) => thing.answer(question, origin);
}

/** A lamp with its state. */
class PerfectThing {
  readonly #profiled: boolean;
  readonly #values: Map<string, unknown>;

  constructor(profiled: boolean) {
    this.#profiled = profiled;
    this.#values = new Map(Object.entries({ ...all, ...writable, ...closed }));
  }

  answer(question: Question, origin: string): Answer {
    const { path } = question;
    if (path === perfectPath || path === "/.well-known/wot") return this.#describe(question, origin);
    if (path === `${perfectPath}/properties`) return this.#readAll(question);
    const name = /^\/lamp\/properties\/([a-z]+)$/.exec(path)?.[1];
    return name === undefined || !this.#values.has(name) ? problem(404) : this.#property(name, question);
  }

  #describe({ method, headers }: Question, origin: string): Answer {
    const refusal = refusalOf(method, headers.accept);
    if (refusal !== undefined) return refusal;
    const description = content(perfectDescription(origin, this.#profiled), "application/td+json");
    const etag = `"${createHash("sha256").update(description.body).digest("hex")}"`;
    if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
    return { status: 200, headers: { ...description.headers, etag }, body: description.body };
  }

  #readAll({ method, headers }: Question): Answer {
    const open = [...this.#values].filter(([name]) => !Object.hasOwn(closed, name));
    return (
      refusalOf(method, headers.accept) ?? { status: 200, ...content(Object.fromEntries(open), "application/json") }
    );
  }

  #property(name: string, { method, headers, body }: Question): Answer {
    const isWritable = Object.hasOwn(writable, name) || name === "secret";
    if (method === "PUT" && isWritable) {
      if (isLocked(name, headers)) return challenge;
      return this.#write(name, headers["content-type"], body);
    }
    const refusal = refusalOf(method, headers.accept, isWritable ? "GET, HEAD, PUT" : "GET, HEAD");
    if (refusal?.status === 405) return refusal;
    if (isLocked(name, headers)) return challenge;
    return refusal ?? { status: 200, ...content(this.#values.get(name), "application/json") };
  }

  #write(name: string, contentType: string | undefined, body: string): Answer {
    if (contentType !== "application/json") return problem(415);
    const value = parsed(body);
    if (value === undefined || !matches(name, value)) return problem(400);
    this.#values.set(name, value);
    return { status: 204 };
  }
}

const isLocked = (name: string, headers: Question["headers"]): boolean =>
  Object.hasOwn(closed, name) && headers.authorization !== perfectAuthorization;

const challenge = problem(401, { "www-authenticate": 'Basic realm="lamp"' });

const schemas = perfectDescription("http://lamp.example", false).properties!;

/** Whether the value is one that the property may have. */
function matches(name: string, value: unknown): boolean {
  return compileDataSchema(schemas[name]!).check(value).length === 0;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function refusalOf(method: string, accept: string | undefined, allow = "GET, HEAD"): Answer | undefined {
  if (method !== "GET" && method !== "HEAD") return problem(405, { allow });
  return isAcceptable(accept) ? undefined : problem(406);
}

function isAcceptable(accept = "*/*"): boolean {
  return /\*\/\*|application\/json|application\/td\+json/.test(accept);
}
