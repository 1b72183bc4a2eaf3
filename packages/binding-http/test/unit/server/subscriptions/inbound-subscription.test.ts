import { testThing } from "@thingwright/contract-tests";
import type { Emission, HostedSubscription, InboundRequest, Subscriber } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { serveThing } from "../../../support/served-thing.js";

const stream = (of: string) =>
  `GET /shared/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: ${of}\r\n`;

/** A Thing that lets each user hear of the events of that user's name only. */
function sharedThing() {
  const subscribers = new Map<string, Subscriber>();
  const thing = testThing({ slug: "shared" });
  let sequence = 0;
  thing.subscribeAllEvents = ({ presented }: InboundRequest, subscriber: Subscriber): HostedSubscription => {
    const view = presented?.header("authorization") ?? "";
    subscribers.set(view, subscriber);
    return { view, cancel: () => subscribers.delete(view) };
  };
  const emit = (user: string, value: number): void => {
    const body = Buffer.from(JSON.stringify({ [user]: value }));
    const emission: Emission = {
      sequence: ++sequence,
      time: sequence,
      content: { contentType: "application/json", body },
    };
    subscribers.get(user)?.next(emission);
  };
  return { thing, emit };
}

describe("a subscription to what not everybody may hear of", () => {
  it("gets nothing of what was kept for somebody else", async () => {
    await using served = await serveThing();
    const { thing, emit } = sharedThing();
    await served.server.expose(thing);
    await using ann = served.raw().send(`${stream("ann")}\r\n`);
    await ann.until("\r\n\r\n");
    emit("ann", 1);
    emit("ann", 2);
    await ann.until("data: 2");
    const lastEventId = "Last-Event-ID: 1969-12-31T23:59:59.999000000Z\r\n";
    await using bob = served.raw().send(`${stream("bob")}${lastEventId}\r\n`);
    await bob.until("\r\n\r\n");
    emit("bob", 3);
    expect(await bob.until("data: 3")).not.toContain("ann");
    await using again = served.raw().send(`${stream("ann")}${lastEventId}\r\n`);
    expect(await again.until("data: 2")).toContain("event: ann\nid: 1970-01-01T00:00:00.001000000Z\ndata: 1\n");
  });
});
