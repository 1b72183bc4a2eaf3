import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeMessage, OptionNumber, pathOf, stringOption } from "../../../src/index.js";
import { MessageView } from "../../../src/message/message-view.js";
import { PathTable } from "../../../src/server/path-table.js";

function decode(table: PathTable, segments: readonly string[]) {
  const empty = new Uint8Array(0);
  const options = segments.map((segment) => stringOption(OptionNumber.UriPath, segment));
  const bytes = encodeMessage({ type: 0, code: 1, messageId: 1, token: empty, options, payload: empty });
  const cursor = new MessageView(bytes).options();
  cursor.next();
  return table.decode(bytes, cursor.start, cursor.end - cursor.start, bytes.length);
}

describe("The path table", () => {
  it("decodes any path to its segments, before and after it knows it", () => {
    const segment = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ minLength: 250, maxLength: 255 }));
    const table = new PathTable(64);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        fc.pre(segments.every((s) => s !== "." && s !== ".." && Buffer.byteLength(s) <= 255));
        for (let i = 0; i < 2; i++) {
          const decoded = decode(table, segments);
          expect(decoded?.segments).toEqual(segments);
          expect(decoded?.path).toBe(pathOf(segments));
        }
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it("gives the same object for the same path, until it knows maxPaths others", () => {
    const table = new PathTable(2);
    const first = decode(table, ["a", "b"]);
    expect(decode(table, ["a", "b"])).toBe(first);
    expect(decode(table, ["ab"])?.path).toBe("/ab");
    expect(decode(table, ["c"])?.path).toBe("/c");
    expect(decode(table, ["a", "b"])).not.toBe(first);
  });
});
