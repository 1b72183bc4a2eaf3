import { describe, expect, it } from "vitest";
import { type DataType, readDataType } from "../../../src/binding/data-type.js";
import { decodeValues } from "../../../src/binding/decode-value.js";
import { encodeValues } from "../../../src/binding/encode-value.js";
import type { BacnetValue } from "../../../src/protocol/value.js";

const typed = (name: string, more: object = {}): DataType =>
  readDataType({ "@type": `bacv:${name}`, ...more }) as DataType;

const map = (...pairs: readonly (readonly [number, unknown])[]) => ({
  "bacv:hasValueMap": pairs.map(([number, value]) => ({ "bacv:hasProtocolVal": number, "bacv:hasLogicalVal": value })),
});

/** Data type, JSON, value: both ways. */
const rows: readonly (readonly [string, DataType, unknown, readonly BacnetValue[]])[] = [
  ["a Real", typed("Real"), 21.5, [{ type: "real", value: 21.5 }]],
  ["a Double", typed("Double"), 1e300, [{ type: "double", value: 1e300 }]],
  ["an Unsigned", typed("Unsigned"), 7, [{ type: "unsigned", value: 7 }]],
  ["a Signed", typed("Signed"), -7, [{ type: "signed", value: -7 }]],
  ["a Boolean", typed("Boolean"), true, [{ type: "boolean", value: true }]],
  ["a String", typed("String"), "x", [{ type: "text", value: "x" }]],
  ["a Null", typed("Null"), null, [{ type: "null" }]],
  ["an Enumerated by a map", typed("Enumerated", map([0, false], [1, true])), true, [{ type: "enumerated", value: 1 }]],
  ["an Unsigned by a map", typed("Unsigned", map([1, "off"], [2, "heat"])), "heat", [{ type: "unsigned", value: 2 }]],
  ["an OctetString", typed("OctetString"), "0AFF", [{ type: "octets", value: Uint8Array.of(10, 255) }]],
  [
    "a dotted OctetString",
    typed("OctetString", { "bacv:hasBinaryRepresentation": "dotted-decimal" }),
    "192.0.2.1",
    [{ type: "octets", value: Uint8Array.of(192, 0, 2, 1) }],
  ],
  ["a BitString", typed("BitString"), [1], [{ type: "bits", value: [false, true] }]],
  [
    "a BitString by a map",
    typed("BitString", map([0, "inAlarm"], [1, "fault"])),
    ["fault"],
    [{ type: "bits", value: [false, true] }],
  ],
  ["a Date", typed("Date"), "2024-11-07 (4)", [{ type: "date", value: { year: 124, month: 11, day: 7, weekday: 4 } }]],
  [
    "a Date of many",
    typed("Date"),
    "*-E-*",
    [{ type: "date", value: { year: 255, month: 14, day: 255, weekday: 255 } }],
  ],
  ["a Time", typed("Time"), "13:45:00", [{ type: "time", value: { hour: 13, minute: 45, second: 0, hundredths: 0 } }]],
  [
    "an ObjectIdentifier",
    typed("ObjectIdentifier"),
    "bacnet://5/0,1",
    [{ type: "object", value: { type: 0, instance: 1 } }],
  ],
  [
    "a SequenceOf",
    typed("SequenceOf", { "bacv:hasMember": { "@type": "bacv:Any" } }),
    [null, 1.5],
    [{ type: "null" }, { type: "real", value: 1.5 }],
  ],
];

describe("the data type of a Form", () => {
  it.each(rows)("makes JSON of %s, and back", (_, type, json, values) => {
    expect(decodeValues(values, type, 5)).toEqual(json);
    expect(encodeValues(json, type)).toEqual(values);
  });

  it("refuses what a device sends and is none", () => {
    const wrong: readonly (readonly [DataType, BacnetValue])[] = [
      [typed("Real"), { type: "text", value: "21" }],
      [typed("Real"), { type: "real", value: Number.NaN }],
      [typed("Real"), { type: "real", value: Number.POSITIVE_INFINITY }],
      [typed("Unsigned", map([1, "off"])), { type: "unsigned", value: 9 }],
      [typed("String"), { type: "null" }],
    ];
    for (const [type, value] of wrong)
      expect(() => decodeValues([value], type, 5)).toThrow(expect.objectContaining({ code: "WOT_PROTOCOL" }));
    expect(() => decodeValues([], typed("Real"), 5)).toThrow("0 values");
  });

  it("refuses JSON that is none before it is sent", () => {
    const wrong: readonly (readonly [DataType | undefined, unknown])[] = [
      [typed("Real"), "21"],
      [typed("Real"), 1e39],
      [typed("Unsigned"), -1],
      [typed("Unsigned"), 1.5],
      [typed("Enumerated", map([0, false], [1, true])), "on"],
      [typed("Date"), "2024-13-07x"],
      [typed("OctetString"), "xyz"],
      [typed("BitString"), [1000]],
      [typed("SequenceOf"), 5],
      [typed("Sequence"), {}],
      [undefined, {}],
    ];
    for (const [type, json] of wrong)
      expect(() => encodeValues(json, type)).toThrow(expect.objectContaining({ code: "WOT_DATA_INVALID" }));
  });

  it("is refused itself when it is none", () => {
    const wrong = [5, { "@type": "bacv:Unknown" }, { "@type": "bacv:Enumerated", "bacv:hasValueMap": 5 }];
    for (const term of wrong) expect(readDataType(term)).toBeTypeOf("string");
    let deep: object = { "@type": "bacv:Any" };
    for (let depth = 0; depth < 10; depth++) deep = { "@type": "bacv:List", "bacv:hasMember": deep };
    expect(readDataType(deep)).toBeTypeOf("string");
  });

  it("shows a single without the noise of its conversion", () => {
    expect(decodeValues([{ type: "real", value: Math.fround(21.3) }], typed("Real"), 5)).toBe(21.3);
  });
});
