import { recordedNames, recordedTraffic } from "@thingwright/thing-descriptions";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { recordingSchemas } from "../../../../src/index.js";

const ajv = new Ajv();
addFormats.default(ajv);
const isHeader = ajv.compile(recordingSchemas.header);
const isScene = ajv.compile(recordingSchemas.scene);

describe("the JSON Schemas of a recording", () => {
  it.each(recordedNames)("take every line of %s", (name) => {
    const [header, ...scenes] = recordedTraffic(name)
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as object);
    expect([isHeader(header), isHeader.errors]).toEqual([true, null]);
    for (const scene of scenes) expect([isScene(scene), isScene.errors]).toEqual([true, null]);
  });

  it.each([
    { do: [] },
    { atMs: 0, cue: "press", do: [] },
    { atMs: 0, times: 1, do: [] },
    { on: "a", do: [{ afterMs: 5 }] },
    { on: "a", do: [{ topic: "a", hex: "abc" }] },
    { request: { method: "GET" }, do: [] },
    { request: { method: "GET", target: "/" }, do: [{ answer: { status: "ok" } }] },
    { request: { method: "GET", target: "/" }, do: [{ answer: { status: "200", stream: "yes" } }] },
  ])("refuse %j", (scene) => {
    expect(isScene(scene)).toBe(false);
  });

  it("refuse servers of unknown protocols", () => {
    expect(isHeader({ device: "a lamp", servers: { KNX_URL: "knx" } })).toBe(false);
  });
});
