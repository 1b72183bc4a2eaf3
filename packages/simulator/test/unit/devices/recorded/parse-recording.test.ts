import { describe, expect, it } from "vitest";
import { parseRecording } from "../../../../src/index.js";

const header = { device: "a lamp", sources: ["https://lamp.example/mqtt"], placeholders: { TOPIC: "lamp" } };
const linesOf = (...lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).join("\n");

describe("parseRecording", () => {
  it("reads what the device says by itself, when it is cued, and what it answers", () => {
    const recording = parseRecording(
      linesOf(
        { ...header, state: { on: false }, will: { topic: "{{TOPIC}}/online", text: "false" } },
        { atMs: 0, do: [{ topic: "{{TOPIC}}/online", text: "true", retain: true }] },
        { everyMs: 1000, do: [{ topic: "{{TOPIC}}/state", json: { on: "{{/state/on}}" } }] },
        { cue: "press", do: [{ set: { on: true } }] },
        { on: "{{TOPIC}}/set", payload: { enum: ["ON", "OFF"] }, if: { type: "object" }, do: [] },
      ),
    );
    expect(recording.device).toBe("a lamp");
    expect(recording.sources).toEqual(header.sources);
    expect(recording.will).toEqual({ topic: "lamp/online", text: "false" });
    expect(recording.timeline).toEqual([
      { line: 2, atMs: 0, steps: [{ topic: "lamp/online", text: "true", retain: true }] },
    ]);
    expect(recording.periodic[0]).toMatchObject({ line: 3, everyMs: 1000 });
    expect([...recording.cues.keys()]).toEqual(["press"]);
    expect(recording.reactions).toMatchObject([{ line: 5, on: "lamp/set", payload: { enum: ["ON", "OFF"] } }]);
  });

  it("takes the caller's values for placeholders before the header's", () => {
    const text = linesOf(header, { on: "{{TOPIC}}/set", do: [] });
    expect(parseRecording(text, { placeholders: { TOPIC: "desk" } }).reactions[0]?.on).toBe("desk/set");
  });

  it("counts empty lines, and says nothing of them", () => {
    const recording = parseRecording(`${JSON.stringify(header)}\n\n  \n${JSON.stringify({ cue: "press", do: [] })}\n`);
    expect(recording.cues.get("press")?.line).toBe(4);
  });

  const scene = (step: object) => ({ atMs: 0, do: [step] });
  it.each<[string, string, object]>([
    ["no trigger", "line 2 of the recording: needs one of atMs, everyMs, cue, on and request", { do: [] }],
    ["two triggers", "needs one of", { atMs: 0, on: "a", do: [] }],
    ["no steps", "do must be an array of steps", { atMs: 0 }],
    ["a step that does nothing", "a step needs set, count, topic, answer or notify", scene({ afterMs: 5 })],
    ["a step that is none", "each step must be an object", { atMs: 0, do: [7] }],
    ["two payloads", "a message needs one of text, json, hex and value", scene({ topic: "a", text: "", json: 1 })],
    ["no payload", "a message needs one of text, json, hex and value", scene({ topic: "a" })],
    ["half a byte", "hex must be pairs of hexadecimal digits", scene({ topic: "a", hex: "abc" })],
    ["a QoS of 3", "qos must be 0, 1 or 2", scene({ topic: "a", text: "", qos: 3 })],
    ["retain in words", "retain must be true or false", scene({ topic: "a", text: "", retain: "yes" })],
    ["a negative time", "atMs must be a number of milliseconds, at least 0", { atMs: -1, do: [] }],
    ["a period of zero", "everyMs must be a number of milliseconds, at least 1", { everyMs: 0, do: [] }],
    ["a schema that is none", "payload must be a DataSchema", { on: "a", payload: "ON", do: [] }],
    ["an unknown placeholder", "there is no value for {{OTHER}}", { on: "{{OTHER}}", do: [] }],
  ])("refuses a line with %s", (_what, fault, line) => {
    expect(() => parseRecording(linesOf(header, line))).toThrow(
      expect.objectContaining({ code: "WOT_ARGUMENT", message: expect.stringContaining(fault) }),
    );
  });

  it("reads what the device answers, and by which servers", () => {
    const servers = { HTTP_URL: "http", MODBUS_URL: "modbus+tcp" };
    const thing = { title: "Lamp", base: "{{HTTP_URL}}" };
    const request = { server: "HTTP_URL", method: "GET", target: "/{{TOPIC}}" };
    const answer = { status: "200", contentType: "application/json", json: 1, headers: { etag: '"1"' } };
    const recording = parseRecording(
      linesOf({ ...header, servers, thing }, { request, times: 2, hex: "00ff", do: [{ answer }] }),
    );
    expect([...recording.servers]).toEqual(Object.entries(servers));
    expect(recording.thing).toEqual(thing);
    expect(recording.exchanges).toEqual([
      { line: 2, request: { ...request, target: "/lamp" }, times: 2, hex: "00ff", steps: [{ answer }] },
    ]);
    expect([...parseRecording(linesOf(header)).servers]).toEqual([["MQTT_URL", "mqtt"]]);
  });

  const exchange = (answer: object) => ({ request: { method: "GET", target: "/" }, do: [{ answer }] });
  it.each<[string, string, object]>([
    ["a request that is none", "request must be an object", { request: "GET /", do: [] }],
    ["a request without a method", "the method of a request", { request: { target: "/" }, do: [] }],
    ["another server", "names no server", { request: { server: "X", method: "GET", target: "/" }, do: [] }],
    ["times in words", "times must be", { on: "a", times: "once", do: [] }],
    ["a scene of no times", "times must be", { on: "a", times: 0, do: [] }],
    ["half a byte asked for", "hex must be", { on: "a", hex: "f", do: [] }],
    ["no status", "the status of an answer", exchange({ text: "" })],
    ["a status of nobody", "the status of an answer", exchange({ status: "ok" })],
    ["two payloads answered", "an answer has one of", exchange({ status: "200", text: "", json: 1 })],
    ["a header of two lines", "headers must be", exchange({ status: "200", headers: { a: "b\r\nc: d" } })],
    ["a stream in words", "stream must be", exchange({ status: "200", stream: "yes" })],
    ["a notification of nothing", "a notification needs one of", scene({ notify: { target: "/" } })],
    ["a notification to nobody", "target must be a string", scene({ notify: { text: "" } })],
  ])("refuses a line with %s", (_what, fault, line) => {
    expect(() => parseRecording(linesOf(header, line))).toThrow(
      expect.objectContaining({ code: "WOT_ARGUMENT", message: expect.stringContaining(fault) }),
    );
  });

  it.each<[string, unknown]>([
    ["of an unknown protocol", { KNX_URL: "knx" }],
    ["by a name that is no placeholder", { url: "http" }],
    ["in a list", ["http"]],
    ["that are none", {}],
  ])("refuses servers %s", (_what, servers) => {
    expect(() => parseRecording(linesOf({ ...header, servers }))).toThrow(/servers must be an object/);
  });

  it.each<[string, string, string]>([
    ["nothing", "", "the recording is empty"],
    ["no JSON", "{", "line 1 of the recording is not JSON"],
    ["no object", "[]", "line 1 of the recording: must be an object"],
    ["no name", "{}", "the header does not say which device it is"],
    ["sources that are no texts", '{"device":"a","sources":[1]}', "sources must be an array of strings"],
    ["a state that is no object", '{"device":"a","state":[]}', "state must be an object"],
  ])("refuses a header with %s", (_what, text, fault) => {
    expect(() => parseRecording(text)).toThrow(
      expect.objectContaining({ code: "WOT_ARGUMENT", message: expect.stringContaining(fault) }),
    );
  });
});
