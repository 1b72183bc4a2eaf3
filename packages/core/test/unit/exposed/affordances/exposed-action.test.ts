import { settled } from "@thingwright/contract-tests";
import type { ExposedThing } from "@thingwright/core";
import { describe, expect, it } from "vitest";
import { pair } from "../../../support/lamp.js";
import { deferred } from "../../../support/scripted-binding.js";

const withFade = (handler: Parameters<ExposedThing["setActionHandler"]>[1], options = {}) =>
  pair(undefined, options, (thing) => {
    thing.setActionHandler("fade", handler);
    thing.setActionHandler("toggle", handler);
    thing.setActionHandler("hum", handler);
  });

describe("an exposed action", () => {
  it("gives its handler the input once, as a value, and the signal of the request", async () => {
    const seen: unknown[] = [];
    await using lamp = await withFade(async (input, { signal }) => {
      seen.push(await input.value(), input.schema?.type, signal instanceof AbortSignal);
    });
    await lamp.consumed.start("fade", { to: 3 });
    await lamp.consumed.invoke("hum");
    await settled();
    expect(seen).toEqual([{ to: 3 }, "object", true, undefined, undefined, true]);
  });

  it("may be invoked without an input that its schema lets be anything, and not without another", async () => {
    const any = { oneOf: [{ type: "integer" as const }, {}] };
    const init = {
      title: "Countdown",
      actions: { start: { input: any }, stop: { input: { type: "integer" as const } } },
    };
    const seen: unknown[] = [];
    await using countdown = await pair(init, {}, (thing) => {
      for (const name of ["start", "stop"]) {
        thing.setActionHandler(name, async (input) => {
          seen.push(await input.value());
        });
      }
    });
    await countdown.consumed.invoke("start");
    await countdown.consumed.invoke("start", "soon");
    await expect(countdown.consumed.invoke("stop")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    expect(seen).toEqual([undefined, "soon"]);
  });

  it("refuses content where it takes no input, and does nothing", async () => {
    let count = 0;
    await using lamp = await withFade(() => {
      count += 1;
    });
    for (const input of [3, null, {}, []]) {
      await expect(lamp.consumed.invoke("hum", input)).rejects.toMatchObject({
        problem: { status: 400, code: "WOT_BAD_REQUEST", detail: "the action takes no input" },
      });
    }
    expect(count).toBe(0);
  });

  it("is unavailable without a handler", async () => {
    await using lamp = await pair();
    await expect(lamp.consumed.invoke("hum")).rejects.toMatchObject({ status: "WOT_UNAVAILABLE" });
  });

  it("answers with an internal error when its output breaks its schema", async () => {
    await using lamp = await withFade(() => "no boolean");
    await expect(lamp.consumed.invoke("toggle")).rejects.toMatchObject({ problem: { status: 500 } });
  });

  it("answers with an internal error when it owes an output and has none", async () => {
    await using lamp = await withFade(() => undefined);
    await expect(lamp.consumed.invoke("toggle")).rejects.toMatchObject({ problem: { status: 500 } });
    expect(await lamp.consumed.invoke("hum")).toBeUndefined();
  });

  it("may answer with a stream", async () => {
    await using lamp = await withFade(() => new Blob(["true"]).stream());
    expect(await lamp.consumed.invoke("toggle")).toBe(true);
    expect(await lamp.consumed.invoke("fade", { to: 1 })).toBe(true);
  });

  it("that goes on by itself fails with an output that no status can carry", async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const outputs: unknown[] = [cyclic, 10n, () => {}];
    await using lamp = await withFade(() => outputs.shift());
    for (let left = outputs.length; left > 0; left -= 1) {
      await expect(lamp.consumed.invoke("fade", { to: 1 })).rejects.toMatchObject({ problem: { status: 500 } });
    }
    expect(Object.keys(await lamp.consumed.queryAllActions())).toContain("fade");
  });

  it("keeps its output as it was when the action ended", async () => {
    const output = { level: 1 };
    await using lamp = await withFade(() => output);
    const invocation = await lamp.consumed.start("fade", { to: 1 });
    await settled();
    output.level = 2;
    expect(await invocation.result()).toEqual({ level: 1 });
  });

  it("outlives the request that started it, and not its Thing", async () => {
    let signal: AbortSignal | undefined;
    await using lamp = await withFade((_input, options) => {
      signal = options.signal;
      return new Promise(() => {});
    });
    const controller = new AbortController();
    await lamp.consumed.start("fade", { to: 1 }, { signal: controller.signal });
    controller.abort();
    expect(signal?.aborted).toBe(false);
    await lamp.exposed.destroy();
    expect(signal?.aborted).toBe(true);
  });

  it("does not start on a Thing that was withdrawn while the credentials were looked at", async () => {
    const gate = deferred<{ name: string; scopes: [] }>();
    let started = 0;
    const verifier = { verify: () => gate.promise };
    const init = {
      title: "Guarded",
      securityDefinitions: { key_sc: { scheme: "apikey" as const, in: "header" as const, name: "x-key" } },
      security: "key_sc",
      actions: { fade: { synchronous: false } },
    };
    const credentials = { get: () => ({ apiKey: "k" }) };
    await using lamp = await pair(init, { verifier, credentials }, (thing) => {
      thing.setActionHandler("fade", () => {
        started += 1;
      });
    });
    const outcome = lamp.consumed.invoke("fade").catch((error: unknown) => error);
    await settled();
    await lamp.exposed.destroy();
    gate.resolve({ name: "ada", scopes: [] });
    expect(await outcome).toMatchObject({ status: "WOT_UNAVAILABLE" });
    expect(started).toBe(0);
  });

  it("refuses more invocations than it may remember, while they run", async () => {
    await using lamp = await withFade(() => new Promise(() => {}), { limits: { maxInvocations: 1 } });
    await lamp.consumed.start("fade", { to: 1 });
    await expect(lamp.consumed.start("fade", { to: 1 })).rejects.toMatchObject({ status: "WOT_UNAVAILABLE" });
  });
});
