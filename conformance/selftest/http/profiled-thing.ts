import type { ThingDescription } from "@thingwright/td";
import { perfectPath } from "./perfect-thing.js";
import type { Answer, Question, Script } from "./scripted-thing.js";

const profile = "https://www.w3.org/2022/wot/profile";

/** A Thing that does all that the HTTP profiles know: a blind. */
export function profiledDescription(origin: string): ThingDescription {
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    id: "urn:uuid:5a0b3a52-3b0c-4a1e-9f1d-1d7c1a0f6f0e",
    title: "Perfect blind",
    profile: [`${profile}/http-basic/v1`, `${profile}/http-sse/v1`],
    base: `${origin}${perfectPath}/`,
    securityDefinitions: {
      open: { scheme: "nosec" },
      closed: { scheme: "basic", in: "header", name: "Authorization" },
      outside: { scheme: "basic", name: "Proxy-Authorization", proxy: `${origin}/proxy` },
    },
    security: "open",
    forms: [
      { href: "properties", op: "readallproperties" },
      { href: "actions", op: "queryallactions" },
      { href: "streams/properties", op: "observeallproperties", subprotocol: "sse" },
      { href: "streams/events", op: "subscribeallevents", subprotocol: "sse" },
    ],
    properties: {
      position: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        readOnly: true,
        observable: true,
        forms: [
          { href: "properties/position", op: "readproperty" },
          { href: "streams/position", op: "observeproperty", subprotocol: "sse" },
        ],
      },
    },
    events: {
      jammed: {
        data: { type: "string", enum: ["cord", "motor"] },
        forms: [{ href: "streams/jammed", op: "subscribeevent", subprotocol: "sse" }],
      },
    },
    actions: {
      move: {
        synchronous: false,
        input: { type: "integer", minimum: 0, maximum: 100 },
        output: { type: "integer" },
        forms: [{ href: "actions/move" }],
      },
      jam: { synchronous: false, forms: [{ href: "actions/jam" }] },
      halt: { synchronous: true, forms: [{ href: "actions/halt" }] },
      measure: { synchronous: true, output: { type: "number" }, forms: [{ href: "actions/measure" }] },
    },
  };
}

/** The path of an action. */
export const actionPath = (name: string): string => `${perfectPath}/actions/${name}`;

/** The path of the state of an action. */
export const statePath = (name: string): string => `${actionPath(name)}/1`;

const earlier = { status: "completed", timeRequested: "2026-01-01T00:00:00Z", timeEnded: "2026-01-01T00:00:09Z" };
const later = { status: "running", timeRequested: "2026-01-01T00:01:00Z" };

/** What the state of each action is when it is asked for. */
const states: Readonly<Record<string, object>> = {
  move: { ...earlier, output: 7 },
  jam: { ...earlier, status: "failed", error: { title: "The blind is stuck" } },
};

/** The script of that Thing. */
export function profiledScript(): Script {
  return ({ method, path, headers }, origin) => {
    const answer = answers(origin).get(`${method.replace("HEAD", "GET")} ${path}`);
    const isAcceptable = /\*\/\*|json|event-stream/.test(headers.accept ?? "*/*");
    return answer === undefined || isAcceptable ? (answer ?? refusal(path)) : problem(406);
  };
}

function answers(origin: string): ReadonlyMap<string, Answer> {
  const started = (name: string): Answer => ({
    ...json({ status: "pending", href: statePath(name), timeRequested: later.timeRequested }, 201),
    headers: { "content-type": "application/json", location: statePath(name) },
  });
  const asynchronous = ["move", "jam"].flatMap((name): (readonly [string, Answer])[] => [
    [`POST ${actionPath(name)}`, started(name)],
    [`GET ${statePath(name)}`, json(states[name])],
    [`DELETE ${statePath(name)}`, { status: 204 }],
  ]);
  const streamed = Object.entries(streams).map(([path, body]) => [`GET ${path}`, stream(body)] as const);
  return new Map<string, Answer>([
    [
      `GET ${perfectPath}`,
      { ...json(profiledDescription(origin)), headers: { "content-type": "application/td+json" } },
    ],
    [`GET ${perfectPath}/properties`, json({ position: 7 })],
    [`GET ${perfectPath}/properties/position`, json(7)],
    [`GET ${perfectPath}/actions`, json({ move: [later, earlier], halt: [] })],
    ...asynchronous,
    ...streamed,
    [`POST ${actionPath("halt")}`, { status: 204 }],
    [`POST ${actionPath("measure")}`, json(1.5)],
  ]);
}

function refusal(path: Question["path"]): Answer {
  const isKnown = path === `${perfectPath}/properties/position`;
  return isKnown ? problem(405, { allow: "GET, HEAD" }) : problem(404);
}

function problem(status: number, headers: Answer["headers"] = {}): Answer {
  const about = { "content-type": "application/problem+json", ...headers };
  return { status, headers: about, body: JSON.stringify({ title: "No", status }) };
}

const positions = [message("position", 7, "2026-01-01T00:00:00Z"), message("position", 8, "2026-01-01T00:00:01Z")];
const jams = [message("jammed", "cord", "2026-01-01T00:00:02Z"), message("jammed", "motor", "2026-01-01T00:00:03Z")];

/** The path of a stream. */
export const streamPath = (name: string): string => `${perfectPath}/streams/${name}`;

/** What has been sent on each stream so far. */
const streams: Readonly<Record<string, readonly string[]>> = {
  [streamPath("position")]: positions,
  [streamPath("properties")]: positions,
  [streamPath("jammed")]: jams,
  [streamPath("events")]: jams,
};

function message(event: string, data: unknown, id: string): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\nid: ${id}\n\n`;
}

function stream(messages: readonly string[]): Answer {
  const headers = { "content-type": "text/event-stream" };
  return { status: 200, headers, body: `: welcome\n\n${messages.join("")}`, isOpen: true };
}

function json(value: unknown, status = 200): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
