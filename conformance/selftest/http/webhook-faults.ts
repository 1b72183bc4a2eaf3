import type { ConformanceOptions } from "@thingwright/conformance";
import { type CallChange, hookedScript, hookPath } from "./hooked-thing.js";
import { fastHttp, type HttpFault, httpFaults, type Spoil, without } from "./http-fault.js";

const binding = "http-webhook-profile-protocol-binding";

/** With leave to be called back, and to write. */
export const withCallbacks: ConformanceOptions = {
  ...fastHttp,
  allow: ["network", "write"],
  limits: { effectTimeoutMs: 500 },
};

/** Who is silent is silent for good. */
const impatient: ConformanceOptions = { ...withCallbacks, limits: { effectTimeoutMs: 200 } };

/** What is subscribed to by each operation, and the numbers of its assertions. */
const operations = [
  { operation: "observeproperty", undo: "unobserveproperty", of: "properties/volume", registered: "5", told: "6" },
  { operation: "observeallproperties", undo: "unobserveallproperties", of: "properties", registered: "4", told: "5" },
  { operation: "subscribeevent", undo: "unsubscribeevent", of: "events/rung", registered: "5", told: "6" },
  { operation: "subscribeallevents", undo: "unsubscribeallevents", of: "events", registered: "4", told: "5" },
] as const;

/** A fault of the doorbell in how it answers. */
const answering = (caughtBy: string, what: string, spoil: HttpFault["spoil"]): HttpFault => ({
  caughtBy: `${binding}-${caughtBy}`,
  what,
  options: withCallbacks,
  script: () => hookedScript(),
  spoil,
});

/** A fault of the doorbell in how it calls who has subscribed at `of`. */
const calling = (caughtBy: string, what: string, of: string, change: CallChange): HttpFault => ({
  caughtBy: `${binding}-${caughtBy}`,
  what,
  options: impatient,
  script: () => hookedScript((call, to) => (to === of ? change(call, to) : call)),
  spoil: () => undefined,
});

/** Changes the answer to a subscription at `of`. */
const subscribed =
  (of: string, change: (perfect: Parameters<Spoil>[1]) => ReturnType<Spoil>): Spoil =>
  ({ method, path }, perfect) =>
    method === "POST" && path === hookPath(of) ? change(perfect) : undefined;

/** Changes the answer to who cancels the subscription that was made at `of`. */
const cancelled = (of: string) => ({
  begin(): Spoil {
    let location: string | undefined;
    return ({ method, path }, perfect) => {
      if (method === "POST" && path === hookPath(of)) location = perfect.headers?.location;
      return method === "DELETE" && path === location ? { ...perfect, status: 200 } : undefined;
    };
  },
});

export const webhookFaults = httpFaults("profile", [
  ...operations.flatMap(({ operation, undo, of, registered, told }) => [
    answering(
      `${operation}-${registered}`,
      `a webhook is taken with 200 by ${operation}`,
      subscribed(of, (perfect) => ({ ...perfect, status: 200 })),
    ),
    answering(
      `${operation}-${registered}`,
      `a webhook is not where it should be by ${operation}`,
      subscribed(of, () => ({ status: 404 })),
    ),
    answering(
      `${operation}-${registered}`,
      `nobody says where a subscription is by ${operation}`,
      subscribed(of, (perfect) => ({ ...perfect, headers: without(perfect.headers, "location") })),
    ),
    answering(`${undo}-2`, `a webhook is cancelled with 200 by ${undo}`, cancelled(of)),
    calling(`${operation}-${told}`, `a call has no link by ${operation}`, of, (call) => ({
      ...call,
      headers: Object.fromEntries(Object.entries(call.headers).filter(([name]) => name !== "link")),
    })),
    calling(`${operation}-${told}`, `a call has no date by ${operation}`, of, (call) => ({
      ...call,
      headers: { ...call.headers, date: "yesterday" },
    })),
    calling(`${operation}-${told}`, `a call is a PUT by ${operation}`, of, (call) => ({ ...call, method: "PUT" })),
    calling(`${operation}-${told}`, `a call is text by ${operation}`, of, (call) =>
      call.body === "" ? call : { ...call, headers: { ...call.headers, "content-type": "text/plain" } },
    ),
    calling(`${operation}-${told}`, `a call has a list by ${operation}`, of, (call) =>
      call.body === "" ? call : { ...call, body: "[]" },
    ),
  ]),
  calling("observeproperty-6", "nobody is called by observeproperty", "properties/volume", () => undefined),
  calling("observeallproperties-5", "nobody is called by observeallproperties", "properties", () => undefined),
  calling("observeproperty-6", "the value of before is told by observeproperty", "properties/volume", (call) => ({
    ...call,
    body: "5",
  })),
  ...[
    { caughtBy: "subscribeevent-6.5", of: "events/tested" },
    { caughtBy: "subscribeallevents-5.5", of: "events" },
  ].flatMap(({ caughtBy, of }) => [
    calling(caughtBy, `a call about nothing has a body, at ${of}`, of, (call) =>
      call.body === "" ? { ...call, body: "null" } : call,
    ),
    calling(caughtBy, `a call about nothing has a type, at ${of}`, of, (call) =>
      call.body === "" ? { ...call, headers: { ...call.headers, "content-type": "application/json" } } : call,
    ),
  ]),
]);
