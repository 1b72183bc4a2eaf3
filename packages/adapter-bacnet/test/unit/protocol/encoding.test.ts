import { describe, expect, it } from "vitest";
import { covRequest, readCovNotification } from "../../../src/protocol/change-of-value.js";
import { readPropertyAnswer, readPropertyRequest } from "../../../src/protocol/read-property.js";
import { readTags, writeTags } from "../../../src/protocol/tag.js";
import { type BacnetValue, readValues, valueTags } from "../../../src/protocol/value.js";
import { whoIsRequest } from "../../../src/protocol/who-is.js";
import { writePropertyRequest } from "../../../src/protocol/write-property.js";

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
const hex = (octets: Uint8Array): string => Buffer.from(octets).toString("hex");

/** Bytes of ASHRAE 135 §20.2. */
const examples: readonly (readonly [string, BacnetValue])[] = [
  ["00", { type: "null" }],
  ["10", { type: "boolean", value: false }],
  ["11", { type: "boolean", value: true }],
  ["21 48", { type: "unsigned", value: 72 }],
  ["31 48", { type: "signed", value: 72 }],
  ["31 b8", { type: "signed", value: -72 }],
  ["44 42900000", { type: "real", value: 72 }],
  ["55 08 4052000000000000", { type: "double", value: 72 }],
  ["63 1234ff", { type: "octets", value: Uint8Array.of(0x12, 0x34, 0xff) }],
  ["75 19 00 546869732069732061204241436e657420737472696e6721", { type: "text", value: "This is a BACnet string!" }],
  ["82 03 a8", { type: "bits", value: [true, false, true, false, true] }],
  ["91 00", { type: "enumerated", value: 0 }],
  ["a4 5b011804", { type: "date", value: { year: 91, month: 1, day: 24, weekday: 4 } }],
  ["b4 11232d11", { type: "time", value: { hour: 17, minute: 35, second: 45, hundredths: 17 } }],
  ["c4 00c0000f", { type: "object", value: { type: 3, instance: 15 } }],
];

describe("a value", () => {
  it.each(examples)("is %s, both ways", (text, value) => {
    expect(readValues(readTags(bytes(text)))).toEqual([value]);
    expect(hex(writeTags(valueTags(value)))).toBe(text.replaceAll(" ", ""));
  });

  it("is read from other character sets", () => {
    expect(readValues(readTags(bytes("75 05 05 e4f6fc 00")))).toEqual([{ type: "text", value: "äöü" }]);
    expect(readValues(readTags(bytes("75 05 04 00e400f6")))).toEqual([{ type: "text", value: "äö" }]);
    expect(() => readValues(readTags(bytes("73 01 0102")))).toThrow("character set 1");
  });

  it("keeps what is constructed together", () => {
    const value: BacnetValue = {
      type: "constructed",
      number: 3,
      values: [
        { type: "context", number: 0, value: Uint8Array.of(7) },
        { type: "real", value: 1 },
      ],
    };
    expect(readValues(readTags(writeTags(valueTags(value))))).toEqual([value]);
  });

  it("is refused when it nests too deeply, opens and does not close, or ends within itself", () => {
    expect(() => readValues(readTags(bytes("3e".repeat(20) + "3f".repeat(20))))).toThrow("deeper");
    expect(() => readValues(readTags(bytes("3e")))).toThrow("never closed");
    expect(() => readValues(readTags(bytes("3f")))).toThrow("not open");
    for (const [text] of examples) {
      const whole = bytes(text);
      for (let length = 1; length < whole.length; length++)
        expect(() => readValues(readTags(whole.subarray(0, length)))).toThrow(
          expect.objectContaining({ code: "WOT_PROTOCOL" }),
        );
    }
  });

  it("has a length of two or four octets where it needs them", () => {
    for (const length of [253, 254, 70_000]) {
      const [value] = readValues(readTags(writeTags(valueTags({ type: "octets", value: new Uint8Array(length) }))));
      expect(value?.type === "octets" && value.value.length).toBe(length);
    }
  });
});

/** Bytes of ASHRAE 135 Annex F. */
describe("a service", () => {
  it("ReadProperty asks and is answered as in F.3.5", () => {
    const reference = { object: { type: 0, instance: 5 }, property: 85 };
    expect(hex(readPropertyRequest(reference))).toBe("0c000000051955");
    const [value] = readPropertyAnswer(bytes("0c 00000005 19 55 3e 44 4290999a 3f"), reference);
    expect(value).toEqual({ type: "real", value: expect.closeTo(72.3, 5) });
    expect(() => readPropertyAnswer(bytes("0c 00000006 19 55 3e 44 4290999a 3f"), reference)).toThrow(
      "is about 0,6/85",
    );
  });

  it("WriteProperty writes as in F.3.9", () => {
    const reference = { object: { type: 2, instance: 1 }, property: 85 };
    const value: BacnetValue = { type: "real", value: 180 };
    expect(hex(writePropertyRequest(reference, [value], undefined))).toBe("0c008000011955" + "3e44433400003f");
    expect(hex(writePropertyRequest(reference, [{ type: "null" }], 8))).toBe("0c008000011955" + "3e003f" + "4908");
  });

  it("SubscribeCOV asks as in F.1.10, and ends without terms", () => {
    const common = { processId: 18, object: { type: 0, instance: 10 }, lifetimeSeconds: 0 };
    expect(hex(covRequest({ ...common, isConfirmed: true }))).toBe("09121c0000000a29013900");
    expect(hex(covRequest({ ...common, isConfirmed: undefined }))).toBe("09121c0000000a");
  });

  it("a COV notification is read as in F.1.2", () => {
    const data = bytes("09 12 1c 02000004 2c 0000000a 39 00 4e 09 55 2e 44 42820000 2f 09 6f 2e 82 0400 2f 4f");
    expect(readCovNotification(data)).toEqual({
      processId: 18,
      device: 4,
      object: { type: 0, instance: 10 },
      changes: [
        { property: 85, values: [{ type: "real", value: 65 }] },
        { property: 111, values: [{ type: "bits", value: [false, false, false, false] }] },
      ],
    });
    for (let length = 0; length < data.length; length++)
      expect(() => readCovNotification(data.subarray(0, length))).toThrow(
        expect.objectContaining({ code: "WOT_PROTOCOL" }),
      );
  });

  it("Who-Is asks for one device, or for all", () => {
    expect(hex(whoIsRequest(3))).toBe("09031903");
    expect(hex(whoIsRequest())).toBe("");
  });
});
