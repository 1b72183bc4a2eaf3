import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type ServedThing, serveThing } from "../support/served-thing.js";

/** curl that reads an event stream, and what it has read until `wanted` is in it. */
async function follow(served: ServedThing, path: string, wanted: string, happen: () => void, ...args: string[]) {
  const curl = spawn("curl", ["-sN", "-H", "Accept: text/event-stream", ...args, served.base + path]);
  let text = "";
  try {
    await served.thing.event("tick").emitter.untilActive(1, 10_000);
    await new Promise<void>((resolve) => {
      curl.stdout.on("data", (chunk) => {
        text += String(chunk);
        if (text.includes(wanted)) resolve();
      });
      happen();
    });
  } finally {
    curl.kill();
    await new Promise((resolve) => curl.once("exit", resolve));
  }
  return text;
}

describe("curl", () => {
  it("follows an event stream, and goes on after Last-Event-ID", async () => {
    await using served = await serveThing();
    const { thing } = served;
    const first = await follow(served, "/test-thing/events/tick", "data: 2", () => {
      for (const value of [1, 2]) thing.event("tick").emit(value);
    });
    const id = /id: (\S+)\ndata: 1\n/.exec(first)?.[1];
    expect(first).toMatch(/^event: tick\nid: \d{4}-\d\d-\d\dT\S+Z\ndata: 1\n\nevent: tick\n/);
    thing.event("tick").emit(3);
    const header = `Last-Event-ID: ${id}`;
    const second = await follow(
      served,
      "/test-thing/events/tick",
      "data: 4",
      () => thing.event("tick").emit(4),
      "-H",
      header,
    );
    expect([...second.matchAll(/data: (\d)/g)].map(([, value]) => value)).toEqual(["2", "3", "4"]);
  });
});
