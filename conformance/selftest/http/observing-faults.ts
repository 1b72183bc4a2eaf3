import type { ServerResponse } from "node:http";
import type { ConformanceOptions } from "@thingwright/conformance";
import {
  fastHttp,
  type HttpFault,
  httpFaults,
  property,
  type Remembering,
  type Spoil,
  saying,
  withOrigin,
} from "./http-fault.js";
import { observedPoll, observedScript, observedStream } from "./observed-thing.js";
import { perfectPath } from "./perfect-thing.js";
import { profiledScript, streamPath } from "./profiled-thing.js";
import type { Answer } from "./scripted-thing.js";

const basic = "http-basic-profile-protocol-binding";
const sse = "http-sse-profile-protocol-binding";

/** With leave to write; who says nothing says it for good. */
const impatient: ConformanceOptions = { ...fastHttp, allow: ["write"], limits: { effectTimeoutMs: 150 } };

/** With leave to write what no schema has. */
const rude: ConformanceOptions = { ...impatient, allow: ["write", "load"] };

type Streaming = (response: ServerResponse) => void;

/** A fault in each piece of what a stream or a poll says; `undefined` leaves a piece out. */
function saidAt(path: string, change: (text: string) => string | undefined): Spoil {
  return (question, perfect) => {
    if (question.path !== path || typeof perfect !== "function") return undefined;
    return (response) => {
      const write = response.write.bind(response) as (text: string) => boolean;
      const changed = (text: unknown): boolean => {
        const said = change(String(text));
        return said === undefined || write(said);
      };
      (perfect as Streaming)(Object.assign(response, { write: changed }));
    };
  };
}

/** A fault of the heater. */
const heating = (caughtBy: string, what: string, spoil: Spoil | Remembering, options = impatient): HttpFault => ({
  ...{ caughtBy, what, spoil, options },
  script: () => observedScript(),
});

/** The stream of who says what the last message was. */
const resumed =
  (path: string): Spoil =>
  ({ path: asked, headers }) =>
    asked === path && headers["last-event-id"] !== undefined
      ? (response) => void response.writeHead(200, { "content-type": "text/event-stream" }).write(": welcome\n\n")
      : undefined;

/** Takes what it is told, and keeps it to itself: what is read is the value of before. */
const keepingOld = (status: number): Remembering => ({
  begin: () => (question, perfect) => {
    if (question.method !== "PUT" || perfect.status < 400) return undefined;
    return { status };
  },
});

/** Takes whatever it is told. */
const takingAll: Remembering = {
  begin() {
    let taken: string | undefined;
    return ({ method, path, body }, perfect): Answer | undefined => {
      if (path !== property("target")) return undefined;
      if (method === "PUT") taken = perfect.status >= 400 ? body : undefined;
      if (method === "PUT" && taken !== undefined) return { status: 204 };
      if (method !== "GET" || taken === undefined) return undefined;
      return { status: 200, headers: { "content-type": "application/json" }, body: taken };
    };
  },
};

/** Takes the first of the values that are written at once. */
const takingFirst: Remembering = {
  begin() {
    let kept: { readonly of: string; readonly value: string } | undefined;
    return ({ method, path, body }): Answer | undefined => {
      if (method === "PUT" && path === `${perfectPath}/properties`) {
        const [, second] = Object.keys(JSON.parse(body));
        kept = second === undefined ? undefined : { of: property(second), value: '"heat"' };
      }
      if (method === "PUT" && path === kept?.of) kept = undefined;
      if (method !== "GET" || path !== kept?.of) return undefined;
      return { status: 200, headers: { "content-type": "application/json" }, body: kept.value };
    };
  },
};

export const observingFaults = httpFaults("profile", [
  ...(["200", "202"] as const).flatMap((status) => [
    heating(
      `${basic}-writeproperty-6`,
      `it answers ${status} to a value that it writes`,
      ({ method, path }, perfect) =>
        method === "PUT" && path === property("target") && perfect.status === 204
          ? { ...perfect, status: Number(status) }
          : undefined,
    ),
    heating(`${basic}-writemultipleproperties-6`, `it answers ${status} to values that it writes`, (asked, perfect) =>
      asked.method === "PUT" && asked.path === `${perfectPath}/properties` && perfect.status === 204
        ? { ...perfect, status: Number(status) }
        : undefined,
    ),
  ]),
  heating(`${basic}-writemultipleproperties-6`, "it writes the first of several values", takingFirst),
  ...[
    { operation: "observeproperty", path: observedStream("target") },
    { operation: "observeallproperties", path: observedStream() },
  ].flatMap(({ operation, path }) => [
    heating(
      `${sse}-${operation}-5a`,
      `a stream says nothing of a change by ${operation}`,
      saidAt(path, (text) => (text.startsWith("event: target") ? undefined : text)),
    ),
    heating(
      `${sse}-${operation}-5a`,
      `a stream has the value of before by ${operation}`,
      saidAt(path, (text) => text.replace(/^data: \d+$/m, "data: 20")),
    ),
    heating(`${sse}-${operation}-6b`, `a stream begins anew by ${operation}`, resumed(path)),
  ]),
  ...[
    { caughtBy: `${sse}-subscribeevent-7b`, path: streamPath("jammed") },
    { caughtBy: `${sse}-subscribeallevents-5b`, path: streamPath("events") },
  ].map(
    ({ caughtBy, path }): HttpFault => ({
      caughtBy,
      what: `it does not go on at ${path}`,
      options: { ...fastHttp, limits: { effectTimeoutMs: 300 } },
      script: profiledScript,
      spoil: resumed(path),
    }),
  ),
  ...[200, 204].map((status) =>
    heating("common-constraints-errors-1", `it answers ${status} to what it does not take`, keepingOld(status), rude),
  ),
  heating("common-constraints-errors-2", "what is not there is gone", ({ path }, perfect) =>
    path.startsWith(perfectPath) && perfect.status === 404 ? { ...perfect, status: 410 } : undefined,
  ),
  heating("common-constraints-errors-4", "it has several representations to choose from", ({ path, method }) =>
    path === property("mode") && method === "GET" ? { status: 300, headers: { location: "a" } } : undefined,
  ),
  {
    caughtBy: "common-constraints-security-1",
    what: "it knows keys alone",
    script: () => observedScript(),
    spoil: saying((description) => ({
      ...description,
      securityDefinitions: { key: { scheme: "psk" } },
      security: "key",
    })),
  },
  {
    caughtBy: "common-constraints-security-4",
    what: "it wants two schemes together",
    script: () => observedScript(),
    spoil: saying((description) => ({
      ...description,
      securityDefinitions: { open: { scheme: "nosec" }, key: { scheme: "psk" } },
      security: ["open", "key"],
    })),
  },
  {
    caughtBy: "common-constraints-security-7",
    what: "its challenge is of a scheme that it does not define",
    options: withOrigin,
    script: () => observedScript(true),
    spoil: (question, perfect, origin) => {
      if (question.path !== perfectPath || perfect.status !== 401) return undefined;
      if (question.headers.authorization?.startsWith("Digest ") === true) return observedScript()(question, origin);
      return { ...perfect, headers: { ...perfect.headers, "www-authenticate": 'Digest realm="heater", nonce="1"' } };
    },
  },
]);

export const observingFaultsOfHttp = httpFaults("http", [
  heating("http/longpoll", "a long poll is answered at once", ({ path }) =>
    path === observedPoll("target")
      ? { status: 200, headers: { "content-type": "application/json" }, body: "20" }
      : undefined,
  ),
  heating("http/longpoll", "a long poll is never answered", ({ path }) =>
    path === observedPoll("target") ? "hang" : undefined,
  ),
  heating("http/invalid-value", "it takes a text for a temperature", takingAll, rude),
  ...[204, 500].map((status) =>
    heating(
      "http/malformed-body",
      `it answers ${status} to what is cut off`,
      ({ method, body }) => (method === "PUT" && body === "{" ? { status } : undefined),
      rude,
    ),
  ),
  heating(
    "http/malformed-body",
    "it does not outlive what is cut off",
    ({ method, body }) =>
      method === "PUT" && body === "{" ? (response) => void response.socket?.destroy() : undefined,
    rude,
  ),
  ...[204, 500].map((status) =>
    heating(
      "http/unsupported-type",
      `it answers ${status} to a type that it does not know`,
      ({ method, headers }) =>
        method === "PUT" && headers["content-type"] === "application/x-thingwright" ? { status } : undefined,
      rude,
    ),
  ),
]);
