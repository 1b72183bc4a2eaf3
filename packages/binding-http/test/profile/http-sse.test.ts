import type { TestThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { EventStreamReader } from "../support/event-stream-reader.js";
import { serveThing } from "../support/served-thing.js";

/** One subscribing operation: where it is, and how the test Thing has something to tell. */
interface Source {
  readonly path: string;
  /** Name of the affordance that tells. */
  readonly name: string;
  readonly tell: (thing: TestThing, value: unknown) => void;
}

const property: Source = {
  path: "/test-thing/properties/count",
  name: "count",
  tell: (thing, value) => thing.property("count").set(value),
};
const allProperties: Source = { ...property, path: "/test-thing/properties" };
const event: Source = {
  path: "/test-thing/events/tick",
  name: "tick",
  tell: (thing, value) => thing.event("tick").emit(value),
};
const allEvents: Source = { ...event, path: "/test-thing/events" };

/** The stream is answered with 200 and stays open, and each value is pushed when it is there. */
async function staysOpenAndPushes({ path, tell }: Source): Promise<void> {
  await using served = await serveThing();
  using stream = await EventStreamReader.open(served.port, path);
  expect([stream.response.statusCode, stream.response.headers["content-type"]]).toEqual([200, "text/event-stream"]);
  for (const count of [1, 2, 3]) {
    tell(served.thing, count);
    expect((await stream.events(count)).at(-1)).toMatchObject({ data: String(count) });
  }
  expect(stream.ended).toBe(false);
}

/** Everything that is told reaches every open stream, in order. */
async function pushesEverything({ path, tell }: Source): Promise<void> {
  await using served = await serveThing();
  using one = await EventStreamReader.open(served.port, path);
  using other = await EventStreamReader.open(served.port, path);
  for (const value of [1, 2, 3, 4, 5]) tell(served.thing, value);
  for (const stream of [one, other]) {
    expect((await stream.events(5)).map(({ data }) => data)).toEqual(["1", "2", "3", "4", "5"]);
  }
}

/** Each event has the affordance's name and its value as JSON. */
async function namesEvents({ path, name, tell }: Source): Promise<void> {
  await using served = await serveThing();
  using stream = await EventStreamReader.open(served.port, path);
  const values = [7, "a\nb", { a: [true] }];
  for (const value of values) tell(served.thing, value);
  const events = await stream.events(values.length);
  expect(events.map((fields) => fields.event)).toEqual([name, name, name]);
  expect(events.map(({ data }) => JSON.parse(data ?? ""))).toEqual(values);
}

/** An event without data has the name alone; null is data. */
async function namesEventWithoutData({ path, tell }: Source): Promise<void> {
  await using served = await serveThing();
  using stream = await EventStreamReader.open(served.port, path);
  for (const data of [undefined, null]) tell(served.thing, data);
  expect((await stream.events(2)).map(({ event: name, data }) => [name, data])).toEqual([
    ["tick", ""],
    ["tick", "null"],
  ]);
}

/** Each event has an id that no other one has. */
async function givesIds({ path, tell }: Source): Promise<void> {
  await using served = await serveThing();
  using stream = await EventStreamReader.open(served.port, path);
  for (const value of [1, 2, 3]) tell(served.thing, value);
  const ids = (await stream.events(3)).map(({ id }) => id ?? "");
  expect(new Set(ids).size).toBe(3);
  expect(ids).not.toContain("");
}

/** The id is the time of the change; the test Thing counts milliseconds from this one. */
async function datesIds({ path, tell }: Source): Promise<void> {
  await using served = await serveThing();
  using stream = await EventStreamReader.open(served.port, path);
  tell(served.thing, 1);
  const [first] = await stream.events(1);
  expect(first?.id).toMatch(/^2023-11-14T22:13:20\.001\d*Z$/);
}

/** Who comes back with the id of the last event that it has got gets what it missed, once each. */
async function resumes({ path, tell }: Source): Promise<void> {
  await using served = await serveThing();
  using witness = await EventStreamReader.open(served.port, path);
  const dropped = await EventStreamReader.open(served.port, path);
  tell(served.thing, 1);
  const [last] = await dropped.events(1);
  dropped[Symbol.dispose]();
  for (const value of [2, 3]) tell(served.thing, value);
  await witness.events(3);
  using back = await EventStreamReader.open(served.port, path, { "last-event-id": last?.id ?? "" });
  expect((await back.events(2)).map(({ data }) => data)).toEqual(["2", "3"]);
}

describe("the HTTP SSE Profile, at the Thing", () => {
  describe("observeproperty", () => {
    it("http-sse-profile-protocol-binding-observeproperty-4: keeps the stream open and pushes values", () =>
      staysOpenAndPushes(property));
    it("http-sse-profile-protocol-binding-observeproperty-5a: sends each change to each open stream", () =>
      pushesEverything(property));
    it("http-sse-profile-protocol-binding-observeproperty-5b: sends the property's name and the value as JSON", () =>
      namesEvents(property));
    it("http-sse-profile-protocol-binding-observeproperty-5c: gives each change an id of its own", () =>
      givesIds(property));
    it("http-sse-profile-protocol-binding-observeproperty-5d: uses the time of the change as its id", () =>
      datesIds(property));
    it("http-sse-profile-protocol-binding-observeproperty-6b: sends what was missed since Last-Event-ID", () =>
      resumes(property));
  });

  describe("observeallproperties", () => {
    it("http-sse-profile-protocol-binding-observeallproperties-4: keeps the stream open and pushes values", () =>
      staysOpenAndPushes(allProperties));
    it("http-sse-profile-protocol-binding-observeallproperties-5a: sends each change to each open stream", () =>
      pushesEverything(allProperties));
    it("http-sse-profile-protocol-binding-observeallproperties-5b: sends the name of the property that changed and its value", () =>
      namesEvents(allProperties));
    it("http-sse-profile-protocol-binding-observeallproperties-5d: gives each change an id of its own", () =>
      givesIds(allProperties));
    it("http-sse-profile-protocol-binding-observeallproperties-5e: uses the time of the change as its id", () =>
      datesIds(allProperties));
    it("http-sse-profile-protocol-binding-observeallproperties-6b: sends what was missed since Last-Event-ID", () =>
      resumes(allProperties));
  });

  describe("subscribeevent", () => {
    it("http-sse-profile-protocol-binding-subscribeevent-5: keeps the stream open and pushes event data", () =>
      staysOpenAndPushes(event));
    it("http-sse-profile-protocol-binding-subscribeevent-6a: sends each event to each open stream", () =>
      pushesEverything(event));
    it("http-sse-profile-protocol-binding-subscribeevent-6b: sends the event's name and its data, if it has any", async () => {
      await namesEvents(event);
      await namesEventWithoutData(event);
    });
    it("http-sse-profile-protocol-binding-subscribeevent-6d: gives each event an id of its own", () => givesIds(event));
    it("http-sse-profile-protocol-binding-subscribeevent-6e: uses the time of the event as its id", () =>
      datesIds(event));
    it("http-sse-profile-protocol-binding-subscribeevent-7b: sends what was missed since Last-Event-ID", () =>
      resumes(event));
  });

  describe("subscribeallevents", () => {
    it("http-sse-profile-protocol-binding-subscribeallevents-3: keeps the stream open and pushes event data", () =>
      staysOpenAndPushes(allEvents));
    it("http-sse-profile-protocol-binding-subscribeallevents-4a: sends each event to each open stream", () =>
      pushesEverything(allEvents));
    it("http-sse-profile-protocol-binding-subscribeallevents-4b: sends the name of the event that happened and its data, if it has any", async () => {
      await namesEvents(allEvents);
      await namesEventWithoutData(allEvents);
    });
    it("http-sse-profile-protocol-binding-subscribeallevents-4d: gives each event an id of its own", () =>
      givesIds(allEvents));
    it("http-sse-profile-protocol-binding-subscribeallevents-4e: uses the time of the event as its id", () =>
      datesIds(allEvents));
    it("http-sse-profile-protocol-binding-subscribeallevents-5b: sends what was missed since Last-Event-ID", () =>
      resumes(allEvents));
  });
});
