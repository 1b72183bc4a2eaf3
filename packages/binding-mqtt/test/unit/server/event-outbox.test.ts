import { FakeClock } from "@thingwright/contract-tests";
import type { WotError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import type { OutboundMessage } from "../../../src/connection/message.js";
import type { Sending } from "../../../src/connection/outgoing.js";
import { EventOutbox, type EventOutboxSettings } from "../../../src/server/event-outbox.js";
import { messageOf } from "../../link-scene.js";

/** Takes what it has room for, and acknowledges it at once unless it is told not to. */
class Line {
  readonly sent: string[] = [];
  readonly unacknowledged: { readonly settle: (error?: WotError) => void; readonly lose: () => void }[] = [];
  hasRoom = true;
  acknowledges = true;

  trySend(message: OutboundMessage, sending: Sending): boolean {
    if (!this.hasRoom) return false;
    this.sent.push(`${message.payload}`);
    const settle = (error?: WotError): void => sending.settle(error, message);
    if (this.acknowledges) settle();
    else this.unacknowledged.push({ settle, lose: () => sending.sessionLost?.(message) });
    return true;
  }
}

function outboxOf(more: Partial<EventOutboxSettings> = {}) {
  const clock = new FakeClock();
  const line = new Line();
  const settings: EventOutboxSettings = {
    maxQueuedMessages: 10,
    maxQueuedBytes: 1000,
    whenQueueFull: "drop-oldest",
    queuedLifetimeMs: 60_000,
    settleMs: 2000,
    republishMs: 5000,
    maxRepublishedMessages: 3,
    maxRepublishedBytes: 1000,
    clock,
    ...more,
  };
  const failures: string[] = [];
  const outbox = new EventOutbox(line, settings, (error, { topic }) => {
    if (error !== undefined) failures.push(topic);
  });
  const lose = (): void => {
    line.hasRoom = false;
    outbox.lost();
  };
  const open = (isResumed: boolean): void => {
    line.hasRoom = true;
    outbox.opened(isResumed);
  };
  return { outbox, clock, line, lose, open, failures };
}

describe("The outbox of events", () => {
  it("keeps them in order while there is no connection, and sends them when the broker still has the session", () => {
    const { outbox, line, lose, open } = outboxOf();
    outbox.publish(messageOf("1", 1));
    lose();
    outbox.publish(messageOf("2", 0));
    outbox.publish(messageOf("3", 1));
    expect([line.sent, outbox.waiting]).toEqual([["1"], 2]);
    open(true);
    expect([line.sent, outbox.waiting]).toEqual([["1", "2", "3"], 0]);
  });

  it("waits for subscribers where the broker has lost the session, and sends again what it may have lost", async () => {
    const { outbox, clock, line, lose, open } = outboxOf();
    for (const text of ["1", "2"]) outbox.publish(messageOf(text, 1));
    outbox.publish(messageOf("quick", 0));
    outbox.publish(messageOf("once", 2));
    lose();
    outbox.publish(messageOf("3", 1));
    open(false);
    outbox.publish(messageOf("4", 1));
    await clock.advance(1999);
    expect(line.sent.slice(4)).toEqual([]);
    await clock.advance(1);
    expect(line.sent.slice(4)).toEqual(["1", "2", "3", "4"]);
  });

  it("sends again what was acknowledged of late alone, and no more than its bound", async () => {
    const { outbox, clock, line, lose, open } = outboxOf();
    outbox.publish(messageOf("old", 1));
    await clock.advance(5001);
    for (const text of ["1", "2"]) outbox.publish(messageOf(text, 1));
    lose();
    // However long the loss goes unseen: what counts is when the broker was last there.
    await clock.advance(45_000);
    open(false);
    await clock.advance(2000);
    expect(line.sent.slice(3)).toEqual(["1", "2"]);
    for (const text of ["3", "4", "5", "6"]) outbox.publish(messageOf(text, 1));
    lose();
    open(false);
    await clock.advance(2000);
    expect(line.sent.slice(9)).toEqual(["4", "5", "6"]);
  });

  it("sends again in their order what was acknowledged, what was not, and what came since", async () => {
    const { outbox, clock, line, lose, open } = outboxOf();
    outbox.publish(messageOf("1", 1));
    line.acknowledges = false;
    for (const text of ["2", "3"]) outbox.publish(messageOf(text, 1));
    lose();
    for (const { lose: loseSession } of line.unacknowledged) loseSession();
    outbox.publish(messageOf("4", 1));
    open(false);
    await clock.advance(2000);
    expect(line.sent.slice(3)).toEqual(["1", "2", "3", "4"]);
  });

  it("still does so when the connection is lost once more before, and the broker has kept it that time", async () => {
    const { outbox, clock, line, lose, open } = outboxOf();
    outbox.publish(messageOf("1", 1));
    lose();
    open(false);
    lose();
    open(true);
    await clock.advance(2000);
    expect(line.sent).toEqual(["1", "1"]);
  });

  it("sends nothing again where that is not wanted", () => {
    const { outbox, line, lose, open } = outboxOf({ republishMs: 0, settleMs: 0 });
    outbox.publish(messageOf("1", 1));
    lose();
    open(false);
    expect(line.sent).toEqual(["1"]);
  });

  it("begins to wait anew when the connection is lost again meanwhile", async () => {
    const { outbox, clock, line, lose, open } = outboxOf();
    outbox.publish(messageOf("1", 1));
    lose();
    open(false);
    await clock.advance(1000);
    lose();
    await clock.advance(2000);
    open(false);
    await clock.advance(1000);
    expect(line.sent).toEqual(["1"]);
    await clock.advance(1000);
    expect(line.sent).toEqual(["1", "1"]);
  });

  it("drops the oldest of QoS 0 for a new one, and refuses one when only others wait", () => {
    const { outbox, line, lose, open } = outboxOf({ maxQueuedMessages: 2 });
    lose();
    outbox.publish(messageOf("a", 0));
    outbox.publish(messageOf("1", 1));
    expect(outbox.publish(messageOf("2", 1))).toBe(true);
    expect(outbox.publish(messageOf("3", 1))).toBe(false);
    open(true);
    expect(line.sent).toEqual(["1", "2"]);
  });

  it("refuses a new one where the oldest is not to be dropped", () => {
    const { outbox, lose } = outboxOf({ maxQueuedBytes: 4, whenQueueFull: "reject" });
    lose();
    expect([outbox.publish(messageOf("1", 0)), outbox.publish(messageOf("2", 0))]).toEqual([true, true]);
    expect(outbox.publish(messageOf("3", 0))).toBe(false);
  });

  it("leaves out what has waited for too long", async () => {
    const { outbox, clock, line, lose, open } = outboxOf();
    lose();
    outbox.publish(messageOf("old", 1));
    await clock.advance(59_000);
    outbox.publish(messageOf("new", 1));
    await clock.advance(1001);
    open(true);
    expect(line.sent).toEqual(["new"]);
  });

  it("keeps the order under back-pressure", () => {
    const { outbox, line } = outboxOf();
    line.hasRoom = false;
    outbox.publish(messageOf("1", 1));
    line.hasRoom = true;
    outbox.publish(messageOf("2", 1));
    expect(line.sent).toEqual([]);
    outbox.flush();
    expect(line.sent).toEqual(["1", "2"]);
  });

  it("tells of what the broker refuses, and does not send it again", async () => {
    const { outbox, clock, line, lose, open, failures } = outboxOf();
    line.acknowledges = false;
    outbox.publish(messageOf("1", 1));
    line.unacknowledged[0]?.settle({} as never);
    lose();
    open(false);
    await clock.advance(2000);
    expect([line.sent, failures]).toEqual([["1"], ["t"]]);
  });

  it("sends what waits when it is closed", () => {
    const { outbox, line, lose, open } = outboxOf();
    lose();
    outbox.publish(messageOf("1", 1));
    open(false);
    outbox.close();
    expect(line.sent).toEqual(["1"]);
  });
});
