import type { TestThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { CallbackPeer } from "../support/callback-peer.js";
import { type ServedThing, serveThing } from "../support/served-thing.js";
import { wire } from "../support/wire.js";

/** One subscribing operation: where it is, and how the test Thing has something to tell. */
interface Source {
  readonly path: string;
  /** Path of the affordance that tells. */
  readonly teller: string;
  readonly tell: (thing: TestThing, value: unknown) => void;
}

const property: Source = {
  path: "/test-thing/properties/count",
  teller: "/test-thing/properties/count",
  tell: (thing, value) => thing.property("count").set(value),
};
const allProperties: Source = { ...property, path: "/test-thing/properties" };
const event: Source = {
  path: "/test-thing/events/tick",
  teller: "/test-thing/events/tick",
  tell: (thing, value) => thing.event("tick").emit(value),
};
const allEvents: Source = { ...event, path: "/test-thing/events" };

const serve = (...peers: readonly CallbackPeer[]) =>
  serveThing({ callbacks: { allow: peers.map(({ origin }) => origin) } });

const register = (served: ServedThing, { path }: Source, { origin }: CallbackPeer) =>
  wire(served.port, "POST", path, { body: { callbackURL: `${origin}/callback?of=ada` } });

/** A registration is answered with 201 and an address that no other one has. */
async function registers(source: Source): Promise<void> {
  await using peer = await CallbackPeer.listen();
  await using served = await serve(peer);
  const answers = [await register(served, source, peer), await register(served, source, peer)];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const locations = answers.map(({ headers }) => new URL(headers.location ?? "", served.base).href);
  expect(locations.every((url) => url.startsWith(served.base))).toBe(true);
  expect(locations[0]).not.toBe(locations[1]);
}

/** Each value is posted to the callback URL, with what it is of and when it came about. */
async function notifies(source: Source): Promise<void> {
  await using peer = await CallbackPeer.listen();
  await using served = await serve(peer);
  await register(served, source, peer);
  source.tell(served.thing, 7);
  await peer.until(1);
  source.tell(served.thing, { a: [true] });
  const calls = await peer.until(2);
  expect(calls.map(({ body }) => JSON.parse(body))).toEqual([7, { a: [true] }]);
  for (const { method, url, headers } of calls) {
    expect([method, url.pathname, url.search]).toEqual(["POST", "/callback", "?of=ada"]);
    expect(headers["content-type"]).toBe("application/json");
    const [, target = "", relation] = /^<([^>]+)>\s*;\s*rel="?(\w+)"?$/.exec(String(headers.link)) ?? [];
    expect([new URL(target, served.base).href, relation]).toEqual([served.base + source.teller, "self"]);
    // The test Thing's time.
    expect(headers.date).toBe("Tue, 14 Nov 2023 22:13:20 GMT");
  }
}

/** An event without data is told without a body and without a content type. */
async function notifiesOfNothing(source: Source): Promise<void> {
  await using peer = await CallbackPeer.listen();
  await using served = await serve(peer);
  await register(served, source, peer);
  source.tell(served.thing, undefined);
  const [call] = await peer.until(1);
  expect([call?.headers["content-type"], call?.body]).toEqual([undefined, ""]);
}

/** DELETE of the subscription's address is answered with 204, and nothing is posted there any more. */
async function ends(source: Source): Promise<void> {
  await using ended = await CallbackPeer.listen();
  await using other = await CallbackPeer.listen();
  await using served = await serve(ended, other);
  const { headers } = await register(served, source, ended);
  await register(served, source, other);
  const path = new URL(headers.location ?? "", served.base).pathname;
  const answer = await wire(served.port, "DELETE", path);
  expect([answer.status, answer.body]).toEqual([204, ""]);
  source.tell(served.thing, 1);
  await other.until(1);
  expect(ended.calls).toEqual([]);
  expect((await wire(served.port, "DELETE", path)).status).toBe(404);
}

describe("the HTTP Webhook Profile, at the Thing", () => {
  describe("observeproperty", () => {
    it("http-webhook-profile-protocol-binding-observeproperty-5: answers 201 with the address of the subscription", () =>
      registers(property));
    it("http-webhook-profile-protocol-binding-observeproperty-6: posts each change to the callback URL", () =>
      notifies(property));
    it("http-webhook-profile-protocol-binding-unobserveproperty-2: answers 204 to DELETE and posts nothing any more", () =>
      ends(property));
  });

  describe("observeallproperties", () => {
    it("http-webhook-profile-protocol-binding-observeallproperties-4: answers 201 with the address of the subscription", () =>
      registers(allProperties));
    it("http-webhook-profile-protocol-binding-observeallproperties-5: posts each change to the callback URL, with a link to what changed", () =>
      notifies(allProperties));
    it("http-webhook-profile-protocol-binding-unobserveallproperties-2: answers 204 to DELETE and posts nothing any more", () =>
      ends(allProperties));
  });

  describe("subscribeevent", () => {
    it("http-webhook-profile-protocol-binding-subscribeevent-5: answers 201 with the address of the subscription", () =>
      registers(event));
    it("http-webhook-profile-protocol-binding-subscribeevent-6: posts each event to the callback URL", () =>
      notifies(event));
    it("http-webhook-profile-protocol-binding-subscribeevent-6.5: posts neither a body nor a content type for an event without data", () =>
      notifiesOfNothing(event));
    it("http-webhook-profile-protocol-binding-unsubscribeevent-2: answers 204 to DELETE and posts nothing any more", () =>
      ends(event));
  });

  describe("subscribeallevents", () => {
    it("http-webhook-profile-protocol-binding-subscribeallevents-4: answers 201 with the address of the subscription", () =>
      registers(allEvents));
    it("http-webhook-profile-protocol-binding-subscribeallevents-5: posts each event to the callback URL, with a link to what happened", () =>
      notifies(allEvents));
    it("http-webhook-profile-protocol-binding-subscribeallevents-5.5: posts neither a body nor a content type for an event without data", () =>
      notifiesOfNothing(allEvents));
    it("http-webhook-profile-protocol-binding-unsubscribeallevents-2: answers 204 to DELETE and posts nothing any more", () =>
      ends(allEvents));
  });
});
