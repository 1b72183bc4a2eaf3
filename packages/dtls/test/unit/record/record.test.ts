import { describe, expect, it } from "vitest";
import { ContentType, DTLS_1_2, plainRecord, readRecords } from "../../../src/record/record.js";

const datagram = Buffer.concat([
  plainRecord(ContentType.handshake, DTLS_1_2, 2 ** 40, Buffer.from("abc")),
  plainRecord(ContentType.alert, DTLS_1_2, 1, Buffer.from([2, 40])),
]);

describe("the records of a datagram", () => {
  it("are all found", () => {
    const [first, second] = readRecords(datagram, 0);
    expect(first).toMatchObject({
      type: 22,
      version: 0xfefd,
      epoch: 0,
      sequence: 2 ** 40,
      fragment: Buffer.from("abc"),
    });
    expect(second).toMatchObject({ type: 21, sequence: 1 });
  });

  it("end where one is not whole", () => {
    const counts = Array.from(datagram, (_, length) => readRecords(datagram.subarray(0, length), 0).length);
    expect(new Set(counts.slice(0, 16))).toEqual(new Set([0]));
    expect(new Set(counts.slice(16))).toEqual(new Set([1]));
  });

  it("end where one is of another protocol", () => {
    expect(readRecords(Buffer.from("GET / HTTP/1.1\r\n\r\n"), 0)).toEqual([]);
  });
});
