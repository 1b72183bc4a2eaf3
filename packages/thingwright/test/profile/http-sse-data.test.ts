import { describe, expect, it } from "vitest";
import { type LampInit, type ServedLamp, serveLamp } from "../support/served-lamp.js";

const lamp: LampInit = {
  properties: { level: { type: "integer", maximum: 100, observable: true, default: 0 } },
  events: {
    overheated: { data: { type: "object", properties: { celsius: { type: "number" } }, required: ["celsius"] } },
  },
};

/** Everything that comes over the stream at `path` while `tell` runs, up to the text `last`. */
async function streamed({ base }: ServedLamp, path: string, tell: () => unknown, last: string): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(base + path, { headers: { accept: "text/event-stream" }, signal: stop.signal });
  await tell();
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk);
    if (text.includes(last)) break;
  }
  stop.abort();
  return text;
}

/** What breaks the schema of a property is neither kept nor told. */
async function tellsValidValuesOnly(path: string): Promise<void> {
  await using served = await serveLamp(lamp);
  const tell = () => {
    expect(() => served.exposed.set("level", 101)).toThrow(expect.objectContaining({ code: "WOT_DATA_INVALID" }));
    served.exposed.set("level", 100);
  };
  const text = await streamed(served, path, tell, "data: 100");
  expect(text).toContain("event: level\n");
  expect(text).not.toContain("101");
}

/** What breaks the schema of an event does not happen. */
async function tellsValidEventsOnly(path: string): Promise<void> {
  await using served = await serveLamp(lamp);
  const tell = () => {
    expect(() => served.exposed.emitEvent("overheated", { kelvin: 400 })).toThrow(
      expect.objectContaining({ code: "WOT_DATA_INVALID" }),
    );
    served.exposed.emitEvent("overheated", { celsius: 90 });
  };
  const text = await streamed(served, path, tell, "90");
  expect(text).toContain("event: overheated\n");
  expect(text).toContain('data: {"celsius":90}\n');
  expect(text).not.toContain("kelvin");
}

describe("the data of event streams", () => {
  it("of a property matches its schema", () => tellsValidValuesOnly("/lamp/properties/level"));

  it("http-sse-profile-protocol-binding-observeallproperties-5c: of all properties matches their schemas, as JSON", () =>
    tellsValidValuesOnly("/lamp/properties"));

  it("http-sse-profile-protocol-binding-subscribeevent-6c: of an event matches its schema, as JSON", () =>
    tellsValidEventsOnly("/lamp/events/overheated"));

  it("http-sse-profile-protocol-binding-subscribeallevents-4c: of all events matches their schemas, as JSON", () =>
    tellsValidEventsOnly("/lamp/events"));
});
