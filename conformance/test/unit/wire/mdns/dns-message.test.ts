import { describe, expect, it } from "vitest";
import {
  type DnsRecord,
  decodeQuestions,
  decodeRecords,
  encodeQuery,
  encodeResponse,
} from "../../../../src/wire/mdns/dns-message.js";

const records: readonly DnsRecord[] = [
  { name: "_wot._tcp.local", type: "PTR", data: "Lamp._wot._tcp.local" },
  { name: "Lamp._wot._tcp.local", type: "SRV", data: { port: 8080, target: "lamp.local" } },
  { name: "Lamp._wot._tcp.local", type: "TXT", data: [Buffer.from("td=/lamp"), Buffer.from("type=Thing")] },
  { name: "lamp.local", type: "A", data: "192.0.2.7" },
];

/** `a.local`, and a PTR of a name that points to its end (RFC 1035 §4.1.4). */
const pointing = (pointer: number): Uint8Array =>
  Buffer.from(
    `000084000000000100000000 0161056c6f63616c00 000c0001 00000078 0004 0162 c0${pointer.toString(16).padStart(2, "0")}`.replaceAll(
      " ",
      "",
    ),
    "hex",
  );

describe("a message of DNS", () => {
  it("is read as it was written", () => {
    expect(decodeRecords(encodeResponse(records))).toEqual(records);
    const questions = [{ name: "_wot._tcp.local", type: "PTR" }] as const;
    expect(decodeQuestions(encodeQuery(questions))).toEqual(questions);
  });

  it("is the one that the standard shows", () => {
    expect(Buffer.from(encodeQuery([{ name: "_wot._tcp.local", type: "PTR" }])).toString("hex")).toBe(
      "000000000001000000000000045f776f74045f746370056c6f63616c00000c0001",
    );
  });

  it("has names that are said once and pointed to", () => {
    expect(decodeRecords(pointing(14))).toEqual([{ name: "a.local", type: "PTR", data: "b.local" }]);
  });

  it("is none when a name points to itself", () => expect(decodeRecords(pointing(31))).toBeUndefined());

  it("is none when it is cut anywhere", () => {
    const whole = encodeResponse(records);
    for (let length = 0; length < whole.length; length += 1) {
      expect(decodeRecords(whole.subarray(0, length))).toBeUndefined();
    }
  });

  it("is a query or a response, and not both", () => {
    expect(decodeRecords(encodeQuery([]))).toBeUndefined();
    expect(decodeQuestions(encodeResponse(records))).toBeUndefined();
  });
});
