import type { ServerResponse } from "node:http";
import { httpClient } from "@thingwright/binding-http";
import { type ConsumedThing, type Observation, Servient } from "@thingwright/core";
import { describe, expect, it } from "vitest";
import { ForeignThing, type Received } from "../support/foreign-thing.js";
import { eventually } from "../support/served-lamp.js";

/** One subscribing operation: how its Form stands in a Thing Description, and how a Consumer carries it out. */
interface Operation {
  readonly op: string;
  readonly describe: (forms: readonly object[]) => object;
  readonly begin: (thing: ConsumedThing) => Observation<unknown>;
  /** Name that the events of the stream have. */
  readonly event: string;
  /** What a Consumer gets of the value 42. */
  readonly got: unknown;
  /** Address that the Forms of these tests have when they are relative. */
  readonly href: string;
}

const observeproperty: Operation = {
  op: "observeproperty",
  describe: (forms) => ({ properties: { level: { type: "integer", observable: true, forms } } }),
  begin: (thing) => thing.observe("level"),
  event: "level",
  got: 42,
  href: "properties/level",
};
const level = { level: { type: "integer", forms: [{ href: "properties/level" }] } };
const observeallproperties: Operation = {
  op: "observeallproperties",
  describe: (forms) => ({ properties: level, forms }),
  begin: (thing) => thing.observeAll(),
  event: "level",
  got: { level: 42 },
  href: "properties",
};
const subscribeevent: Operation = {
  op: "subscribeevent",
  describe: (forms) => ({ events: { overheated: { data: { type: "integer" }, forms } } }),
  begin: (thing) => thing.subscribe("overheated"),
  event: "overheated",
  got: 42,
  href: "events/overheated",
};
const overheated = { overheated: { data: { type: "integer" }, forms: [{ href: "events/overheated" }] } };
const subscribeallevents: Operation = {
  op: "subscribeallevents",
  describe: (forms) => ({ events: overheated, forms }),
  begin: (thing) => thing.subscribeAll(),
  event: "overheated",
  got: { overheated: 42 },
  href: "events",
};

function stream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  return response;
}

type Serve = (response: ServerResponse, count: number) => void;

/** A Consumer of a Thing that answers with streams, and the first value that it gets. */
async function subscribed({ op, describe, begin, event }: Operation, href: string, serve?: Serve) {
  let count = 0;
  const answer = (_: Received, response: ServerResponse): void => {
    count += 1;
    if (serve === undefined) stream(response).write(`event: ${event}\ndata: 42\nid: 2021-11-17T15:33:20.827Z\n\n`);
    else serve(response, count);
  };
  const thing = await ForeignThing.start(answer);
  const servient = new Servient({ clients: [httpClient({ limits: { minReconnectDelayMs: 1 } })] });
  const forms = [
    { href: "other/type", op, subprotocol: "sse", contentType: "application/x-unheard-of" },
    { href: "other/subprotocol", op, subprotocol: "unheard-of" },
    { href: "coap://127.0.0.1:1/other/scheme", op, subprotocol: "sse" },
    { href, op, subprotocol: "sse" },
  ];
  const values = begin(servient.consume(thing.describe(describe(forms) as object)));
  const first = await values.next();
  return {
    thing,
    values,
    first: first.value,
    async [Symbol.asyncDispose]() {
      await servient.stop();
      await thing[Symbol.asyncDispose]();
    },
  };
}

/** The address is that of the Form for JSON by server-sent events. */
async function takesItsForm(operation: Operation): Promise<void> {
  await using run = await subscribed(operation, operation.href);
  expect(run.thing.requests.map(({ url }) => url)).toEqual([`/things/lamp/${operation.href}`]);
}

/** A relative address counts from the base. */
async function resolvesItsForm(operation: Operation): Promise<void> {
  await using run = await subscribed(operation, "../other?x=1");
  expect(run.thing.requests.map(({ url }) => url)).toEqual(["/things/other?x=1"]);
}

/** The request is that of the Server-Sent Events specification, and values come in. */
async function opensStream(operation: Operation): Promise<void> {
  await using run = await subscribed(operation, operation.href);
  const [request] = run.thing.requests;
  expect([request?.method, request?.headers.accept, request?.headers.connection]).toEqual([
    "GET",
    "text/event-stream",
    "keep-alive",
  ]);
  expect(run.first).toEqual(operation.got);
}

/** A stream that breaks or ends is opened again, with the id of the last event that came. */
async function comesBack(operation: Operation): Promise<void> {
  const { event } = operation;
  await using run = await subscribed(operation, operation.href, (response, count) => {
    stream(response).write(`event: ${event}\ndata: 42\nid: event-${count}\n\n`);
    if (count === 1) setImmediate(() => response.destroy());
    if (count === 2) response.end();
  });
  expect((await run.values.next()).value).toEqual(operation.got);
  expect((await run.values.next()).value).toEqual(operation.got);
  const ids = run.thing.requests.map(({ headers }) => headers["last-event-id"]);
  expect(ids).toEqual([undefined, "event-1", "event-2"]);
}

/** Who wants no more closes the connection, and does not come back. */
async function closesStream(operation: Operation): Promise<void> {
  let isClosed = false;
  await using run = await subscribed(operation, operation.href, (response) => {
    response.on("close", () => {
      isClosed = true;
    });
    stream(response).write(`event: ${operation.event}\ndata: 42\n\n`);
  });
  await run.values.return();
  await eventually(() => expect(isClosed).toBe(true));
  expect(run.thing.requests).toHaveLength(1);
}

describe("the HTTP SSE Profile, at the Consumer", () => {
  describe("observeproperty", () => {
    it("http-sse-profile-protocol-binding-observeproperty-1: takes the address from the Form for it that is JSON by sse", () =>
      takesItsForm(observeproperty));
    it("http-sse-profile-protocol-binding-observeproperty-2: resolves the href and uses what comes out", () =>
      resolvesItsForm(observeproperty));
    it("http-sse-profile-protocol-binding-observeproperty-3: opens an event stream", () =>
      opensStream(observeproperty));
    it("http-sse-profile-protocol-binding-observeproperty-6a: comes back when the stream breaks or ends", () =>
      comesBack(observeproperty));
    it("http-sse-profile-protocol-binding-unobserveproperty-1: closes the stream to stop", () =>
      closesStream(observeproperty));
  });

  describe("observeallproperties", () => {
    it("http-sse-profile-protocol-binding-observeallproperties-1: takes the address from the Thing's Form for it that is JSON by sse", () =>
      takesItsForm(observeallproperties));
    it("http-sse-profile-protocol-binding-observeallproperties-2: resolves the href and uses what comes out", () =>
      resolvesItsForm(observeallproperties));
    it("http-sse-profile-protocol-binding-observeallproperties-3: opens an event stream", () =>
      opensStream(observeallproperties));
    it("http-sse-profile-protocol-binding-observeallproperties-6a: comes back when the stream breaks or ends", () =>
      comesBack(observeallproperties));
    it("http-sse-profile-protocol-binding-unobserveallproperties-1: closes the stream to stop", () =>
      closesStream(observeallproperties));
  });

  describe("subscribeevent", () => {
    it("http-sse-profile-protocol-binding-subscribeevent-1: takes the address from the Form for it that is JSON by sse", () =>
      takesItsForm(subscribeevent));
    it("http-sse-profile-protocol-binding-subscribeevent-3: resolves the href and uses what comes out", () =>
      resolvesItsForm(subscribeevent));
    it("http-sse-profile-protocol-binding-subscribeevent-4: opens an event stream", () => opensStream(subscribeevent));
    it("http-sse-profile-protocol-binding-subscribeevent-7a: comes back when the stream breaks or ends", () =>
      comesBack(subscribeevent));
    it("http-sse-profile-protocol-binding-unsubscribeevent-1: closes the stream to stop", () =>
      closesStream(subscribeevent));
  });

  describe("subscribeallevents", () => {
    it("http-sse-profile-protocol-binding-subscribeallevents-1: takes the address from the Thing's Form for it that is JSON by sse", () =>
      takesItsForm(subscribeallevents));
    it("http-sse-profile-protocol-binding-subscribeallevents-3b: resolves the href and uses what comes out", () =>
      resolvesItsForm(subscribeallevents));
    it("http-sse-profile-protocol-binding-subscribeallevents-4: opens an event stream", () =>
      opensStream(subscribeallevents));
    it("http-sse-profile-protocol-binding-subscribeallevents-5a: comes back when the stream breaks or ends", () =>
      comesBack(subscribeallevents));
    it("http-sse-profile-protocol-binding-unsubscribeallevents-1: closes the stream to stop", () =>
      closesStream(subscribeallevents));
  });
});
