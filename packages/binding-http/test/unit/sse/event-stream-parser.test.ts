import { array, assert, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/sse/encode-event.js";
import { EventStreamParser, type ReceivedEvent } from "../../../src/sse/event-stream-parser.js";

function parse(chunks: readonly (string | Uint8Array)[], limit = 1_000) {
  const events: ReceivedEvent[] = [];
  const parser = new EventStreamParser(limit, (event) => events.push(event));
  for (const chunk of chunks) parser.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return { events, parser };
}

const stream =
  "\uFEFF: hi\r\nretry: 250\nevent: tick\r\nid: 1\rdata: {\rdata:  ü\u{1F600}}\n\n\r\ndata\nid: 2\n\ndata: last\n\n";
const events = [
  { event: "tick", data: "{\n ü\u{1F600}}" },
  { event: undefined, data: "" },
  { event: undefined, data: "last" },
];

describe("EventStreamParser", () => {
  it("brings the same events wherever the stream is cut in two", () => {
    const bytes = Buffer.from(stream);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { events: found, parser } = parse([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(found).toEqual(events);
      expect([parser.lastEventId, parser.retryMs]).toEqual(["2", 250]);
    }
  });

  it("brings the same events byte by byte", () => {
    expect(parse([...Buffer.from(stream)].map((byte) => Uint8Array.of(byte))).events).toEqual(events);
  });

  it("gives back what encodeEvent wrote", () => {
    const event = record({ event: string({ minLength: 1 }), data: string({ unit: "grapheme" }) });
    assert(
      property(array(event), (sent) => {
        const plain = sent.map(({ event, data }) => ({ event: `e${event.replace(/[\r\n\0]/g, "")}`, data }));
        const normal = plain.map(({ event, data }) => ({ event, data: data.replace(/\r\n?/g, "\n") }));
        expect(parse(plain.map(encodeEvent)).events).toEqual(normal);
      }),
    );
  });

  it("does not dispatch what the stream ends in the middle of", () => {
    expect(parse(["data: 1\n\ndata: 2\n"]).events).toEqual([{ event: undefined, data: "1" }]);
  });

  it("ignores comments, fields that it does not know, and an id with NUL", () => {
    const { events: found, parser } = parse([": x\nfoo: bar\nid: a\0b\nretry: 1e3\ndata: y\n\n"]);
    expect(found).toEqual([{ event: undefined, data: "y" }]);
    expect([parser.lastEventId, parser.retryMs]).toEqual(["", undefined]);
  });

  it("keeps the id of an event without data", () => {
    expect(parse(["id: 9\n\n"]).parser.lastEventId).toBe("9");
  });

  it.each([
    ["line", ["data: ", "x".repeat(101)]],
    ["event of many lines", ["data: 0123456789\n".repeat(11)]],
    ["event of empty lines", ["data\n".repeat(103)]],
  ])("refuses a %s over the limit with ProtocolError", (_, chunks) => {
    expect(() => parse(chunks, 100)).toThrowError(expect.objectContaining({ code: "WOT_PROTOCOL" }));
  });
});
