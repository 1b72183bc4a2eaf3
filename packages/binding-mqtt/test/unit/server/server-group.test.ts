import { FakeClock, settled } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { ServerGroup } from "../../../src/server/server-group.js";
import { serverTopics } from "../../../src/server/thing-topics.js";
import { RecordingOutbox } from "../../recording-outbox.js";

const topics = serverTopics("p");

/** Members whose messages reach everybody, their sender too, as at a broker. */
class Members {
  readonly clock = new FakeClock();
  readonly #members: { readonly group: ServerGroup; readonly outbox: RecordingOutbox }[] = [];

  add(name: string, ...segments: readonly string[]): ServerGroup {
    const outbox = new RecordingOutbox();
    const { clock } = this;
    const has = (segment: string): boolean => segments.includes(segment);
    const group = new ServerGroup({ name, topics, outbox, clock, groupGraceMs: 300, has });
    this.#members.push({ group, outbox });
    return group;
  }

  /** Delivers until nobody says anything more. */
  async deliver(): Promise<void> {
    for (;;) {
      await settled();
      const messages = this.#members.flatMap(({ outbox }) => outbox.sent.splice(0));
      if (messages.length === 0) return;
      for (const { topic, payload } of messages) {
        for (const { group } of this.#members) group.message({ topic, payload, retain: false, properties: undefined });
      }
    }
  }

  tell(topic: string, text: string, retain = false): void {
    for (const { group } of this.#members) {
      group.message({ topic, payload: Buffer.from(text), retain, properties: undefined });
    }
  }
}

describe("A member of a group that leaves", () => {
  it("hears at once which of its Things somebody else has", async () => {
    const members = new Members();
    const one = members.add("one", "lamp");
    members.add("other", "lamp");
    const leaving = one.leave(["lamp"]);
    await members.deliver();
    expect(await leaving).toMatchObject({ someone: true, segments: new Set(["lamp"]) });
    expect(members.clock.pending).toBe(0);
  });

  it("waits no longer than groupGraceMs for who does not answer", async () => {
    const members = new Members();
    const leaving = members.add("one", "lamp").leave(["lamp"]);
    await members.deliver();
    await members.clock.advance(300);
    expect(await leaving).toMatchObject({ someone: false, segments: new Set() });
  });

  it("learns of those that nobody has, though somebody is left", async () => {
    const members = new Members();
    const one = members.add("one", "lamp", "door");
    members.add("other", "lamp");
    members.add("third");
    const leaving = one.end(["lamp", "door"]);
    await members.deliver();
    await members.clock.advance(300);
    expect(await leaving).toMatchObject({ someone: true, segments: new Set(["lamp"]) });
  });

  it("is not kept by another that leaves at the same time", async () => {
    const members = new Members();
    const leavings = [members.add("one", "lamp").end(["lamp"]), members.add("other", "lamp").end(["lamp"])];
    await members.deliver();
    await members.clock.advance(300);
    for (const staying of await Promise.all(leavings)) expect(staying.someone).toBe(false);
  });

  it("asks for thousands of Things in messages of a bounded size", async () => {
    const members = new Members();
    const segments = Array.from({ length: 1201 }, (_, index) => `thing-${index}`);
    const one = members.add("one", ...segments);
    members.add("other", ...segments);
    const leaving = one.end(segments);
    await members.deliver();
    expect((await leaving).segments.size).toBe(1201);
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    "7",
    '{"member":1,"things":[]}',
    '{"member":"one","things":{}}',
    '{"things":["lamp"]}',
  ])("is not moved by %j", async (text) => {
    const members = new Members();
    const leaving = members.add("one", "lamp").leave(["lamp"]);
    members.tell(topics.staying, text);
    members.tell(topics.leaving, text);
    await members.deliver();
    await members.clock.advance(300);
    expect((await leaving).someone).toBe(false);
  });

  it("is not moved by an answer that the broker has retained, nor by Things that it did not ask for", async () => {
    const members = new Members();
    const leaving = members.add("one", "lamp").leave(["lamp"]);
    members.tell(topics.staying, '{"member":"one","things":["lamp"]}', true);
    members.tell(topics.staying, '{"member":"one","things":["door",7]}');
    await members.clock.advance(300);
    expect((await leaving).segments.size).toBe(0);
  });
});
