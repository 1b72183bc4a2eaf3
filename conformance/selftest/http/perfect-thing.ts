import { createHash } from "node:crypto";
import type { ThingDescription } from "@thingwright/td";
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

/** By the end of the path: all of them, and each. */
const values = new Map<string, unknown>([
  ["", all],
  ...Object.entries(all).map(([name, value]) => [`/${name}`, value] as const),
]);

/** What opens the property that is closed: a user, and how it is sent. */
export const perfectUser = { username: "keeper", password: "not so secret" };
const authorization = `Basic ${Buffer.from("keeper:not so secret").toString("base64")}`;

/** The script of a Thing that does all that is asked of it, and answers as the optional parts advise. */
export function perfectScript(profiled: boolean): Script {
  return (question, origin) => answerOf(question, origin, profiled);
}

function answerOf(question: Question, origin: string, profiled: boolean): Answer {
  const { method, path, headers } = question;
  const isDescription = path === perfectPath || path === "/.well-known/wot";
  const property = path.startsWith(`${perfectPath}/properties`)
    ? path.slice(`${perfectPath}/properties`.length)
    : undefined;
  if (!isDescription && property !== "/pin" && (property === undefined || !values.has(property))) return problem(404);
  if (method !== "GET" && method !== "HEAD") return problem(405, { allow: "GET, HEAD" });
  if (property === "/pin" && headers.authorization !== authorization) {
    return problem(401, { "www-authenticate": 'Basic realm="lamp"' });
  }
  if (!isAcceptable(headers.accept)) return problem(406);
  if (property === "/pin") return { status: 200, ...content("1234", "application/json") };
  if (!isDescription) return { status: 200, ...content(values.get(property!), "application/json") };
  const description = content(perfectDescription(origin, profiled), "application/td+json");
  const etag = `"${createHash("sha256").update(description.body).digest("hex")}"`;
  if (headers["if-none-match"] === etag) return { status: 304, headers: { etag } };
  return { status: 200, headers: { ...description.headers, etag }, body: description.body };
}

function isAcceptable(accept = "*/*"): boolean {
  return /\*\/\*|application\/json|application\/td\+json/.test(accept);
}

function problem(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  const { body, headers: about } = content({ title: "No", status }, "application/problem+json");
  return { status, headers: { ...about, ...headers }, body };
}

function content(value: unknown, contentType: string) {
  const body = JSON.stringify(value);
  return { headers: { "content-type": contentType, "content-length": String(Buffer.byteLength(body)) }, body };
}
