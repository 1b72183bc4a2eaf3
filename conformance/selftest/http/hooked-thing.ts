import { request } from "node:http";
import { compileDataSchema, type ThingDescription } from "@thingwright/td";
import { perfectPath } from "./perfect-thing.js";
import type { Answer, Question, Script } from "./scripted-thing.js";

const profile = "https://www.w3.org/2022/wot/profile";

/** A Thing that calls back: a doorbell. */
export function hookedDescription(origin: string): ThingDescription {
  const hook = (path: string, op: string) => ({ href: `hooks/${path}`, op, subprotocol: "webhook" });
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    id: "urn:uuid:1c7f5f62-6ad0-4bb8-a7e7-6a8b6f3b2a11",
    title: "Perfect doorbell",
    profile: [`${profile}/http-basic/v1`, `${profile}/http-webhook/v1`],
    base: `${origin}${perfectPath}/`,
    securityDefinitions: { open: { scheme: "nosec" } },
    security: "open",
    forms: [hook("properties", "observeallproperties"), hook("events", "subscribeallevents")],
    properties: {
      volume: {
        type: "integer",
        minimum: 0,
        maximum: 10,
        observable: true,
        forms: [
          { href: "properties/volume", op: ["readproperty", "writeproperty"] },
          hook("properties/volume", "observeproperty"),
        ],
      },
    },
    events: {
      rung: { data: { type: "string", enum: ["door", "gate"] }, forms: [hook("events/rung", "subscribeevent")] },
      tested: { forms: [hook("events/tested", "subscribeevent")] },
    },
  } as unknown as ThingDescription;
}

/** The path of a subscription to what is at `of`, such as `properties/volume`. */
export const hookPath = (of: string): string => `${perfectPath}/hooks/${of}`;

/** What is told to who has subscribed. */
export interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Changes what is told to who has subscribed at the path `to`; `undefined` tells nothing. */
export type CallChange = (call: Call, to: string) => Call | undefined;

/** The script of a doorbell that does all that is asked of it. */
export function hookedScript(change: CallChange = (call) => call): Script {
  const doorbell = new HookedThing(change);
  return (question, origin) => doorbell.answer(question, origin);
}

interface Subscription {
  readonly of: string;
  readonly callbackUrl: string;
}

const schema = hookedDescription("http://doorbell.example").properties!.volume!;

/** What is told as soon as somebody listens: it is rung, and tested. */
const events = [
  { path: "events/rung", data: "door" },
  { path: "events/tested", data: undefined },
];

class HookedThing {
  readonly #change: CallChange;
  readonly #subscriptions = new Map<string, Subscription>();
  #volume = 5;
  #count = 0;

  constructor(change: CallChange) {
    this.#change = change;
  }

  answer({ method, path, headers, body }: Question, origin: string): Answer {
    if (path === perfectPath || path === "/.well-known/wot") {
      return { ...json(hookedDescription(origin)), headers: { "content-type": "application/td+json" } };
    }
    const of = path.startsWith(`${perfectPath}/hooks/`) ? path.slice(`${perfectPath}/hooks/`.length) : undefined;
    if (of !== undefined) return this.#hook(method, of, body, origin);
    if (path !== `${perfectPath}/properties/volume`) return problem(404);
    if (method === "PUT") return this.#write(headers["content-type"], body, origin);
    if (method !== "GET" && method !== "HEAD") return problem(405, { allow: "GET, HEAD, PUT" });
    return /\*\/\*|json/.test(headers.accept ?? "*/*") ? json(this.#volume) : problem(406);
  }

  #hook(method: string, of: string, body: string, origin: string): Answer {
    if (method === "DELETE") return this.#subscriptions.delete(of) ? { status: 204 } : problem(404);
    if (method !== "POST") return problem(405, { allow: "POST" });
    const { callbackURL: callbackUrl } = JSON.parse(body) as { readonly callbackURL: string };
    this.#count += 1;
    const id = `subscription-${this.#count}`;
    const subscription = { of, callbackUrl };
    this.#subscriptions.set(id, subscription);
    for (const event of events) {
      const isWanted = of === event.path || of === "events";
      if (isWanted) this.#call(subscription, `${origin}${hookPath(event.path)}`, event.data);
    }
    return { status: 201, headers: { location: hookPath(id) } };
  }

  #write(contentType: string | undefined, body: string, origin: string): Answer {
    if (contentType !== "application/json") return problem(400);
    const value = jsonIn(body);
    if (value === undefined) return problem(400);
    if (compileDataSchema(schema).check(value).length > 0) return problem(400);
    this.#volume = value as number;
    for (const subscription of this.#subscriptions.values()) {
      if (!subscription.of.startsWith("properties")) continue;
      this.#call(subscription, `${origin}${perfectPath}/properties/volume`, value);
    }
    return { status: 204 };
  }

  #call({ of, callbackUrl }: Subscription, self: string, data: unknown): void {
    const about = { link: `<${self}>; rel="self"`, date: new Date().toUTCString() };
    const call = this.#change(
      data === undefined
        ? { method: "POST", headers: about, body: "" }
        : { method: "POST", headers: { ...about, "content-type": "application/json" }, body: JSON.stringify(data) },
      of,
    );
    if (call === undefined) return;
    const { method, headers, body } = call;
    request(callbackUrl, { method, headers, agent: false })
      .on("error", () => {})
      .end(body);
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
