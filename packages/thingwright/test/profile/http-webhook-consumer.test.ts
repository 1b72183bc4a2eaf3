import type { ServerResponse } from "node:http";
import { httpClient } from "@thingwright/binding-http";
import { type ConsumedThing, type Observation, Servient } from "@thingwright/core";
import { describe, expect, it } from "vitest";
import { answerJson, ForeignThing, type Received } from "../support/foreign-thing.js";

/** One subscribing operation: how its Forms stand in a Thing Description, and how a Consumer carries it out. */
interface Operation {
  readonly op: string;
  readonly describe: (forms: readonly object[]) => object;
  readonly begin: (thing: ConsumedThing) => Observation<unknown>;
  /** What a Consumer gets of the value 42. */
  readonly got: unknown;
  /** Path of the resource, from the base. */
  readonly href: string;
  /** Path of what tells, for the Link of a notification. */
  readonly teller: string;
}

const observeproperty: Operation = {
  op: "observeproperty",
  describe: (forms) => ({ properties: { level: { type: "integer", observable: true, forms } } }),
  begin: (thing) => thing.observe("level"),
  got: 42,
  href: "properties/level",
  teller: "properties/level",
};
const level = { level: { type: "integer", forms: [{ href: "properties/level" }] } };
const observeallproperties: Operation = {
  op: "observeallproperties",
  describe: (forms) => ({ properties: level, forms }),
  begin: (thing) => thing.observeAll(),
  got: { level: 42 },
  href: "properties",
  teller: "properties/level",
};
const subscribeevent: Operation = {
  op: "subscribeevent",
  describe: (forms) => ({ events: { overheated: { data: { type: "integer" }, forms } } }),
  begin: (thing) => thing.subscribe("overheated"),
  got: 42,
  href: "events/overheated",
  teller: "events/overheated",
};
const overheated = { overheated: { data: { type: "integer" }, forms: [{ href: "events/overheated" }] } };
const subscribeallevents: Operation = {
  op: "subscribeallevents",
  describe: (forms) => ({ events: overheated, forms }),
  begin: (thing) => thing.subscribeAll(),
  got: { overheated: 42 },
  href: "events",
  teller: "events/overheated",
};

/** A Consumer that has subscribed by a webhook, the Thing that it met, and the answer to one notification of 42. */
async function subscribed({ op, describe, begin, href, teller }: Operation, formHref = href) {
  const subscription = `/things/lamp/${href}/123e4567`;
  const answer = ({ method }: Received, response: ServerResponse): void => {
    if (method === "POST") answerJson(response, null, 201, { location: subscription });
    else response.writeHead(204).end();
  };
  const thing = await ForeignThing.start(answer);
  const servient = new Servient({ clients: [httpClient({ callbacks: {} })] });
  const forms = [
    { href: "other/type", op, subprotocol: "webhook", contentType: "application/x-unheard-of" },
    { href: "other/subprotocol", op, subprotocol: "unheard-of" },
    { href: "coap://127.0.0.1:1/other/scheme", op, subprotocol: "webhook" },
    { href: formHref, op, subprotocol: "webhook", "htv:methodName": "POST" },
  ];
  const values = begin(servient.consume(thing.describe(describe(forms) as object)));
  await values.ready;
  const { callbackURL } = JSON.parse(thing.requests[0]?.body ?? "{}");
  const notified = await fetch(callbackURL, {
    method: "POST",
    headers: { "content-type": "application/json", link: `<${thing.origin}/things/lamp/${teller}>; rel="self"` },
    body: "42",
  });
  return {
    thing,
    values,
    subscription,
    callbackURL: callbackURL as string,
    notified,
    async [Symbol.asyncDispose]() {
      await servient.stop();
      await thing[Symbol.asyncDispose]();
    },
  };
}

/** The address is that of the Form for JSON by webhook. */
async function takesItsForm(operation: Operation): Promise<void> {
  await using run = await subscribed(operation);
  expect(run.thing.requests.map(({ url }) => url)).toEqual([`/things/lamp/${operation.href}`]);
}

/** A relative address counts from the base. */
async function resolvesItsForm(operation: Operation): Promise<void> {
  await using run = await subscribed(operation, "../other?x=1");
  expect(run.thing.requests.map(({ url }) => url)).toEqual(["/things/other?x=1"]);
}

/** The registration is a POST of a callback URL as JSON. */
async function registers(operation: Operation): Promise<void> {
  await using run = await subscribed(operation);
  const [request] = run.thing.requests;
  expect([request?.method, request?.headers["content-type"]]).toEqual(["POST", "application/json"]);
  expect(URL.canParse(run.callbackURL)).toBe(true);
}

/** A notification is answered with 200, and its value comes in. */
async function answersNotifications(operation: Operation): Promise<void> {
  await using run = await subscribed(operation);
  expect(run.notified.status).toBe(200);
  expect((await run.values.next()).value).toEqual(operation.got);
}

/** Who wants no more sends DELETE to the address of the subscription. */
async function ends(operation: Operation): Promise<void> {
  await using run = await subscribed(operation);
  await run.values.return();
  const { method, url } = run.thing.requests[1] ?? {};
  expect([method, url]).toEqual(["DELETE", run.subscription]);
}

describe("the HTTP Webhook Profile, at the Consumer", () => {
  describe("observeproperty", () => {
    it("http-webhook-profile-protocol-binding-observeproperty-1: takes the address from the Form for it that is JSON by webhook", () =>
      takesItsForm(observeproperty));
    it("http-webhook-profile-protocol-binding-observeproperty-2: resolves the href and uses what comes out", () =>
      resolvesItsForm(observeproperty));
    it("http-webhook-profile-protocol-binding-observeproperty-3: posts a callback URL", () =>
      registers(observeproperty));
    it("http-webhook-profile-protocol-binding-observeproperty-7: answers a notification with 200", () =>
      answersNotifications(observeproperty));
    it("http-webhook-profile-protocol-binding-unobserveproperty-1: sends DELETE to the subscription to stop", () =>
      ends(observeproperty));
  });

  describe("observeallproperties", () => {
    it("http-webhook-profile-protocol-binding-observeallproperties-1: takes the address from the Thing's Form for it that is JSON by webhook", () =>
      takesItsForm(observeallproperties));
    it("http-webhook-profile-protocol-binding-observeallproperties-2: resolves the href and uses what comes out", () =>
      resolvesItsForm(observeallproperties));
    it("http-webhook-profile-protocol-binding-observeallproperties-3: posts a callback URL", () =>
      registers(observeallproperties));
    it("http-webhook-profile-protocol-binding-observeallproperties-6: answers a notification with 200", () =>
      answersNotifications(observeallproperties));
    it("http-webhook-profile-protocol-binding-unobserveallproperties-1: sends DELETE to the subscription to stop", () =>
      ends(observeallproperties));
  });

  describe("subscribeevent", () => {
    it("http-webhook-profile-protocol-binding-subscribeevent-1: takes the address from the Form for it that is JSON by webhook", () =>
      takesItsForm(subscribeevent));
    it("http-webhook-profile-protocol-binding-subscribeevent-2: resolves the href and uses what comes out", () =>
      resolvesItsForm(subscribeevent));
    it("http-webhook-profile-protocol-binding-subscribeevent-3: posts a callback URL", () => registers(subscribeevent));
    it("http-webhook-profile-protocol-binding-subscribeevent-7: answers a notification with 200", () =>
      answersNotifications(subscribeevent));
    it("http-webhook-profile-protocol-binding-unsubscribeevent-1: sends DELETE to the subscription to stop", () =>
      ends(subscribeevent));
  });

  describe("subscribeallevents", () => {
    it("http-webhook-profile-protocol-binding-subscribeallevents-1: takes the address from the Thing's Form for it that is JSON by webhook", () =>
      takesItsForm(subscribeallevents));
    it("http-webhook-profile-protocol-binding-subscribeallevents-2: resolves the href and uses what comes out", () =>
      resolvesItsForm(subscribeallevents));
    it("http-webhook-profile-protocol-binding-subscribeallevents-3: posts a callback URL", () =>
      registers(subscribeallevents));
    it("http-webhook-profile-protocol-binding-subscribeallevents-6: answers a notification with 200", () =>
      answersNotifications(subscribeallevents));
    it("http-webhook-profile-protocol-binding-unsubscribeallevents-1: sends DELETE to the subscription to stop", () =>
      ends(subscribeallevents));
  });
});
