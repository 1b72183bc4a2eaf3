import { parseRecording } from "@thingwright/simulator";
import { describe, expect, it } from "vitest";
import { composeRecording } from "../../../src/compose/compose-recording.js";
import { Redactor } from "../../../src/redact/redactor.js";
import type { ExchangeEntry, TapeEntry } from "../../../src/tape.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const header = {
  device: "a device",
  recordedAt: "2026-01-01T00:00:00.000Z",
  thing: { title: "A" },
  servers: { HTTP_URL: "http", MODBUS_URL: "modbus+tcp" },
};

function compose(...entries: readonly TapeEntry[]) {
  const text = composeRecording(entries, header as never, new Redactor({ secrets: [], origins: new Map() }), []);
  expect(parseRecording(text).device).toBe("a device");
  const [head, ...scenes] = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return { head, scenes };
}

const exchange = (
  atMs: number,
  more: Partial<ExchangeEntry> & { readonly answered?: string; readonly asked?: string },
): TapeEntry => ({
  kind: "exchange",
  server: "HTTP_URL",
  method: "GET",
  target: "/on",
  request: { bytes: bytes(more.asked ?? "") },
  status: "200",
  headers: {},
  answer: { bytes: bytes(more.answered ?? ""), contentType: "application/json" },
  isStream: false,
  isChange: false,
  tookMs: 1,
  ...more,
  atMs,
});
const put = (atMs: number, asked: string): TapeEntry =>
  exchange(atMs, { method: "PUT", asked, isChange: true, status: "204" });
const since = (minimum: number) => ({ properties: { moment: { type: "integer", minimum } } });
const until = (maximum: number) => ({ properties: { moment: { type: "integer", maximum } } });

describe("what was read again and again", () => {
  it("is answered in turn, each as often as it was, and the last for ever", () => {
    const values = ["1", "2", "2", "3", "3"].map((answered, index) => exchange(index, { answered }));
    const { scenes } = compose(...values);
    expect(scenes.map(({ times, do: [step] }) => [times, step.answer.text])).toEqual([
      [1, "1"],
      [2, "2"],
      [undefined, "3"],
    ]);
  });

  it("is answered by what was changed before, or as before that where nothing was read since", () => {
    const { scenes } = compose(
      exchange(0, { answered: "false" }),
      put(1, "true"),
      put(2, "7"),
      exchange(3, { answered: "true" }),
      exchange(4, { answered: "{}", target: "/more" }),
    );
    expect(scenes).toMatchObject([
      { request: { target: "/on" }, if: since(2), do: [{ answer: { text: "true" } }] },
      { request: { target: "/on" }, do: [{ answer: { text: "false" } }] },
      { request: { method: "PUT" }, payload: { const: true }, do: [{ set: { moment: 1 } }, { answer: {} }] },
      { request: { method: "PUT" }, payload: { const: 7 }, do: [{ set: { moment: 2 } }, { answer: {} }] },
      { request: { target: "/more" }, do: [{ answer: { json: {} } }] },
    ]);
    expect(scenes[1]).not.toHaveProperty("if");
    expect(scenes[4]).not.toHaveProperty("if");
  });
});

describe("a change", () => {
  it("that was made several times leads to its next moment", () => {
    const { scenes } = compose(put(0, "1"), put(1, "0"), put(2, "1"));
    expect(scenes).toMatchObject([
      { payload: { const: 1 }, if: until(0), do: [{ set: { moment: 1 } }, {}] },
      { payload: { const: 1 }, do: [{ set: { moment: 3 } }, {}] },
      { payload: { const: 0 }, do: [{ set: { moment: 2 } }, {}] },
    ]);
  });

  it("has what came after it, with the pauses, though its answer came later", () => {
    const stream = exchange(0, { target: "/events", isStream: true });
    const said = (atMs: number, text: string): TapeEntry => {
      return { kind: "notified", server: "HTTP_URL", target: "/events", body: { bytes: bytes(text) }, atMs };
    };
    const { scenes } = compose(stream, said(30, "hello"), said(110, "first"), said(400, "second"), put(100, "1"));
    expect(scenes).toMatchObject([
      { do: [{ answer: { stream: true } }, { afterMs: 30, notify: { text: "hello" } }] },
      {
        do: [{ set: {} }, { answer: {} }, { notify: { text: "first" } }, { afterMs: 300, notify: { text: "second" } }],
      },
    ]);
  });
});

describe("messages", () => {
  const heard = (atMs: number, topic: string, text: string, isRetained = false): TapeEntry => {
    return { kind: "heard", server: "MQTT_URL", topic, bytes: bytes(text), qos: 0, isRetained, atMs };
  };
  const told = (atMs: number, topic: string, text: string, isChange: boolean): TapeEntry => {
    return { kind: "told", server: "MQTT_URL", topic, bytes: bytes(text), isChange, atMs };
  };

  it("that the broker had kept are there at the beginning, and later ones on their topics are kept, too", () => {
    const { scenes } = compose(
      heard(5, "a", "1", true),
      heard(6, "a", "1", true),
      heard(900, "a", "2"),
      heard(950, "b", "x"),
    );
    expect(scenes).toEqual([
      { atMs: 0, do: [{ topic: "a", text: "1", retain: true }] },
      { atMs: 900, do: [{ topic: "a", text: "2", retain: true }] },
      { atMs: 950, do: [{ topic: "b", text: "x" }] },
    ]);
  });

  it("follow from what asked for them", () => {
    const { scenes } = compose(
      told(0, "get", "", false),
      heard(10, "state", "OFF"),
      told(100, "set", "ON", true),
      heard(150, "state", "ON"),
      told(200, "get", "", false),
      heard(210, "state", "ON"),
    );
    expect(scenes).toMatchObject([
      { on: "get", hex: "", if: since(1), do: [{ topic: "state", text: "ON" }] },
      { on: "get", hex: "", do: [{ topic: "state", text: "OFF" }] },
      {
        on: "set",
        payload: { const: "ON" },
        do: [{ set: { moment: 1 } }, { afterMs: 50, topic: "state", text: "ON" }],
      },
    ]);
  });
});

describe("registers", () => {
  const cells = (atMs: number, address: number, values: readonly number[], isChange = false): TapeEntry => {
    return { kind: "cells", server: "MODBUS_URL", unit: 1, table: "holdingRegisters", address, values, isChange, atMs };
  };

  it("are the state at first; news of them follow from writes", () => {
    const { head, scenes } = compose(
      cells(0, 0, [10, 20]),
      cells(1, 0, [10, 20]),
      cells(100, 0, [11], true),
      cells(160, 0, [11, 25]),
    );
    expect(head.state).toEqual({ moment: 0, registers: { MODBUS_URL: { 1: { holdingRegisters: { 0: 10, 1: 20 } } } } });
    const news = { registers: { MODBUS_URL: { 1: { holdingRegisters: { 1: 25 } } } } };
    const request = { server: "MODBUS_URL", method: "write", target: "1/holdingRegisters/0" };
    expect(scenes).toEqual([
      { request, payload: { const: [11] }, do: [{ set: { moment: 1 } }, { afterMs: 60, set: news }] },
    ]);
  });
});

describe("bodies", () => {
  it("with braces that would be references are digits", () => {
    const { scenes } = compose(
      exchange(0, { answered: '"{{/state/moment}}"' }),
      exchange(1, { answered: "", target: "/b" }),
    );
    expect(scenes[0].do[0].answer.hex).toBe(Buffer.from('"{{/state/moment}}"').toString("hex"));
    expect(Object.keys(scenes[1].do[0].answer)).toEqual(["status"]);
  });
});
