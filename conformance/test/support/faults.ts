import type { ThingDescription } from "@thingwright/td";
import { perfectPath, perfectScript } from "./perfect-thing.js";
import type { Answer, Question, Script } from "./scripted-thing.js";

/** A perfect Thing with one thing wrong with it. */
export interface Fault {
  /** The check that must catch it, and none else. */
  readonly caughtBy: string;
  readonly what: string;
  /** Whether the Thing claims the HTTP Basic Profile. */
  readonly profiled?: boolean;
  /** What is answered to a question; `undefined` leaves the perfect answer. */
  spoil(question: Question, perfect: Answer, origin: string): ReturnType<Script> | undefined;
}

/** The script of a faulty Thing. */
export function faultyScript({ profiled = false, spoil }: Fault): Script {
  const perfect = perfectScript(profiled);
  return (question, origin) => {
    const answer = perfect(question, origin) as Answer;
    return spoil(question, answer, origin) ?? answer;
  };
}

const property = (name: string): string => `${perfectPath}/properties/${name}`;
const isDescription = ({ path }: Question): boolean => path === perfectPath;

/** A fault in every answer at `path` that has a success status. */
function answering(path: string, change: (answer: Answer) => Answer): Fault["spoil"] {
  return (question, perfect) => (question.path === path && perfect.status < 300 ? change(perfect) : undefined);
}

/** A fault in the bytes of the description, wherever it is served. */
function describing(change: (text: string) => string | Uint8Array): Fault["spoil"] {
  return (question, perfect) => {
    if (!isDescription(question) || perfect.status !== 200) return undefined;
    const body = Buffer.from(change(String(perfect.body)));
    return { ...perfect, headers: { ...perfect.headers, "content-length": String(body.byteLength) }, body };
  };
}

/** A fault in what the description says. */
function saying(change: (description: ThingDescription) => unknown): Fault["spoil"] {
  return describing((text) => JSON.stringify(change(JSON.parse(text) as ThingDescription)));
}

const without = (headers: Answer["headers"], name: string) =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([each]) => each !== name));

/** One for each check at least. */
export const faults: readonly Fault[] = [
  { caughtBy: "td-json-open", what: "its description ends early", spoil: describing((text) => text.slice(0, -1)) },
  {
    caughtBy: "td-json-open_no-byte-order",
    what: "its description has a mark",
    spoil: describing((text) => `\ufeff${text}`),
  },
  {
    caughtBy: "td-json-open_utf-8",
    what: "its description is in Latin-1",
    spoil: describing((text) => Buffer.from(text.replace("Perfect", "Parf\u00e4it"), "latin1")),
  },
  { caughtBy: "td-processor", what: "it has no title", spoil: saying(({ title: _, ...rest }) => rest) },
  {
    caughtBy: "td-processor",
    what: "its security is not defined",
    spoil: saying((description) => ({ ...description, security: "none" })),
  },
  {
    caughtBy: "td-vocab-observable--PropertyAffordance",
    what: "a property is said to be observable and is not",
    spoil: saying(({ properties, ...rest }) => ({
      ...rest,
      properties: { ...properties, brightness: { ...properties!.brightness, observable: true } },
    })),
  },
  {
    caughtBy: "exploration-secboot-401",
    what: "it wants credentials and does not say which",
    spoil: (question) => (isDescription(question) ? { status: 401 } : undefined),
  },
  {
    caughtBy: "exploration-server-http-head",
    what: "it refuses HEAD",
    spoil: (question) =>
      isDescription(question) && question.method === "HEAD" ? { status: 405, headers: { allow: "GET" } } : undefined,
  },
  {
    caughtBy: "exploration-server-http-head",
    what: "HEAD has a content type of its own",
    spoil: (question, perfect) =>
      isDescription(question) && question.method === "HEAD"
        ? { ...perfect, headers: { ...perfect.headers, "content-type": "text/plain" } }
        : undefined,
  },
  {
    caughtBy: "exploration-server-http-resp-content-type",
    what: "its description is sent as text",
    spoil: answering(perfectPath, (answer) => ({
      ...answer,
      headers: { ...answer.headers, "content-type": "text/plain" },
    })),
  },
  {
    caughtBy: "exploration-server-http-resp",
    what: "its description comes with 203",
    spoil: answering(perfectPath, (answer) => ({ ...answer, status: 203 })),
  },
  {
    caughtBy: "introduction-direct-thing-description",
    what: "there is nothing at its address",
    spoil: (question) => (isDescription(question) ? { status: 404 } : undefined),
  },
  {
    caughtBy: "introduction-well-known-thing-description",
    what: "its well-known description is another document",
    spoil: answering("/.well-known/wot", (answer) => ({
      status: 200,
      headers: without(answer.headers, "content-length"),
      body: '{"name":"lamp"}',
    })),
  },
  {
    caughtBy: "bindings-requirements-scheme",
    what: "it does not speak HTTP at a Form",
    spoil: ({ path }) =>
      path === property("brightness") ? (response) => response.socket?.end("220 lamp ready\r\n") : undefined,
  },
  {
    caughtBy: "bindings-server-accept",
    what: "it does not take the request of a Form",
    spoil: answering(property("brightness"), () => ({ status: 400 })),
  },
  {
    caughtBy: "bindings-server-accept",
    what: "it breaks down when a property is read",
    spoil: answering(property("brightness"), () => ({ status: 500 })),
  },
  {
    caughtBy: "server-data-schema",
    what: "a value is below its minimum",
    spoil: answering(property("brightness"), (answer) => ({ ...answer, body: "-9" })),
  },
  {
    caughtBy: "server-uri-template",
    what: "there is nothing at an href",
    spoil: saying(({ properties, ...rest }) => ({
      ...rest,
      properties: {
        ...properties,
        brightness: { ...properties!.brightness, forms: [{ href: "dim", op: "readproperty" }] },
      },
    })),
  },
  {
    caughtBy: "td-expectedResponse-contentType",
    what: "a value has another content type than its Form",
    spoil: answering(property("brightness"), (answer) => ({
      ...answer,
      headers: { ...answer.headers, "content-type": "application/vnd.lamp+json" },
    })),
  },
  {
    caughtBy: "td-security-binding",
    what: "it wants credentials that its description does not name",
    spoil: answering(property("brightness"), () => ({ status: 401, headers: { "www-authenticate": "Basic" } })),
  },
  {
    caughtBy: "td-security-no-extras",
    what: "it names credentials that it does not want",
    spoil: (question, perfect) =>
      question.path === property("pin") && perfect.status === 401
        ? { status: 200, headers: { "content-type": "application/json" }, body: '"1234"' }
        : undefined,
  },
  {
    caughtBy: "common-constraints-errors-7",
    what: "its errors are pages",
    profiled: true,
    spoil: (_question, perfect) =>
      perfect.status === 404
        ? { status: 404, headers: { "content-type": "text/html" }, body: "<h1>No</h1>" }
        : undefined,
  },
  {
    caughtBy: "common-constraints-errors-7",
    what: "the status in its problem details is a text",
    profiled: true,
    spoil: (_question, perfect) =>
      perfect.status === 404
        ? { status: 404, headers: { "content-type": "application/problem+json" }, body: '{"status":"404"}' }
        : undefined,
  },
  {
    caughtBy: "http-basic-profile-protocol-binding-readallproperties-5",
    what: "a property is missing among all",
    profiled: true,
    spoil: answering(`${perfectPath}/properties`, (answer) => ({
      status: 200,
      headers: without(answer.headers, "content-length"),
      body: '{"on":true}',
    })),
  },
  {
    caughtBy: "http-basic-profile-protocol-binding-readproperty-6",
    what: "a value comes with 203",
    profiled: true,
    spoil: answering(property("brightness"), (answer) => ({ ...answer, status: 203 })),
  },
  {
    caughtBy: "http/allow-in-405",
    what: "it refuses a method and does not say what it has",
    spoil: (_question, perfect) =>
      perfect.status === 405 ? { ...perfect, headers: without(perfect.headers, "allow") } : undefined,
  },
  {
    caughtBy: "http/etag-revalidation",
    what: "it sends its description again to who has it",
    spoil: ({ method, path, headers }, perfect, origin) =>
      perfect.status === 304
        ? (perfectScript(false)({ method, path, headers: { ...headers, "if-none-match": "" } }, origin) as Answer)
        : undefined,
  },
  {
    caughtBy: "http/method-not-allowed",
    what: "it calls a foreign method a bad request",
    spoil: (_question, perfect) => (perfect.status === 405 ? { ...perfect, status: 400 } : undefined),
  },
  {
    caughtBy: "http/not-acceptable",
    what: "it ignores Accept",
    spoil: (question, perfect, origin) =>
      perfect.status === 406
        ? (perfectScript(false)({ ...question, headers: { ...question.headers, accept: "*/*" } }, origin) as Answer)
        : undefined,
  },
  {
    caughtBy: "http/unknown-affordance",
    what: "it has an answer to everything",
    spoil: (question, perfect) =>
      question.path.startsWith(perfectPath) && perfect.status === 404
        ? { status: 200, headers: { "content-type": "application/json" }, body: "null" }
        : undefined,
  },
];
