import { describe, expect, it } from "vitest";
import { cipherSuites } from "../../../src/crypto/cipher-suite.js";
import { ContentType, readRecords } from "../../../src/record/record.js";
import { RecordCipher } from "../../../src/record/record-cipher.js";

const keys = { key: Buffer.alloc(16, 7), salt: Buffer.alloc(4, 9) };
const cid = Buffer.from("c1d0", "hex");
const content = Buffer.from("brighter");

describe.each(cipherSuites)("records under $name", (suite) => {
  it.each([Buffer.alloc(0), cid])("are read again, with and without a connection ID", (connectionId) => {
    const cipher = new RecordCipher(suite, keys, 1, connectionId);
    const sealed = cipher.seal(ContentType.application_data, 3, content);
    expect(sealed.length).toBe(content.length + cipher.overheadBytes);
    const [record] = readRecords(sealed, connectionId.length);
    expect(cipher.open(record!)).toEqual({ type: ContentType.application_data, content });
  });

  it.each([Buffer.alloc(0), cid])("are refused with any bit of any byte changed, or cut short", (connectionId) => {
    const cipher = new RecordCipher(suite, keys, 1, connectionId);
    const sealed = cipher.seal(ContentType.application_data, 3, content);
    const open = (bytes: Buffer) => readRecords(bytes, connectionId.length).map((record) => cipher.open(record));
    for (let at = 0; at < sealed.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(sealed);
        changed[at]! ^= 1 << bit;
        expect(
          open(changed).filter((opened) => opened !== undefined),
          `byte ${at}, bit ${bit}`,
        ).toEqual([]);
      }
      expect(open(sealed.subarray(0, at))).toEqual([]);
    }
  });
});

it("the type of a record with a connection ID is found behind padding, and nothing but padding is nothing", () => {
  const [suite] = cipherSuites;
  const sender = new RecordCipher(suite!, keys, 1, cid);
  const read = (inner: Buffer) => {
    // A type of 0 is padding: what comes before it is the content, its last byte the type.
    const [record] = readRecords(sender.seal(0, 0, inner), cid.length);
    return sender.open(record!);
  };
  expect(read(Buffer.from([1, 2, 23, 0, 0]))).toEqual({ type: 23, content: Buffer.from([1, 2]) });
  expect(read(Buffer.alloc(4))).toBeUndefined();
});
