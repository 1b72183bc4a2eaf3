import { settled } from "@thingwright/contract-tests";
import { UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { lampInit, pair } from "../../../support/lamp.js";
import { deferred } from "../../../support/scripted-binding.js";

const bytes = (text: string) => new Blob([text]).stream();

/** A logger that keeps the messages of errors. */
function keeper() {
  const errors: string[] = [];
  const quiet = () => {};
  return {
    errors,
    logger: { debug: quiet, info: quiet, warn: quiet, error: (text: string) => void errors.push(text) },
  };
}

describe("an exposed property", () => {
  it("never shows what can only be written, to nobody who observes either", async () => {
    const init = {
      ...lampInit,
      properties: { ...lampInit.properties, pin: { type: "string" as const, writeOnly: true, observable: true } },
    };
    await using lamp = await pair(init);
    await using all = lamp.consumed.observeAll();
    await all.ready;
    await lamp.consumed.write("pin", "1234");
    lamp.exposed.set("pin", "5678");
    lamp.exposed.set("on", true);
    expect((await all.next()).value).toEqual({ on: true });
    await expect(lamp.consumed.read("pin")).rejects.toMatchObject({ code: "WOT_NO_FORM" });
    await expect(lamp.consumed.observe("pin").ready).rejects.toMatchObject({ code: "WOT_NO_FORM" });
    expect(await lamp.consumed.readAll()).not.toHaveProperty("pin");
  });

  it("is not among all properties that are observed unless it can be observed itself", async () => {
    await using lamp = await pair();
    await using all = lamp.consumed.observeAll();
    await all.ready;
    lamp.exposed.set("unset", 5);
    lamp.exposed.set("brightness", 5);
    expect((await all.next()).value).toEqual({ brightness: 5 });
  });

  it("begins with its const, null included, before its default", async () => {
    const properties = {
      nothing: { const: null, default: 1 },
      something: { type: "integer" as const, default: 1 },
    };
    await using lamp = await pair({ title: "Constants", properties });
    expect(await lamp.consumed.readAll()).toEqual({ nothing: null, something: 1 });
  });

  it("keeps the value before when it is set to one that breaks its schema", async () => {
    await using lamp = await pair();
    expect(() => lamp.exposed.set("brightness", 1000)).toThrow();
    expect(await lamp.consumed.read("brightness")).toBe(50);
  });

  it("tells of an object that is set again, since its members may have changed", async () => {
    await using lamp = await pair({ title: "Box", properties: { size: { type: "object", observable: true } } });
    const size = { width: 1 };
    lamp.exposed.set("size", size);
    await using observation = lamp.consumed.observe("size");
    await observation.ready;
    size.width = 2;
    lamp.exposed.set("size", size);
    expect((await observation.next()).value).toEqual({ width: 2 });
  });

  it("gives its handlers the signal of the request and refuses what they throw as what it is", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("on", async ({ signal }) => {
        signals.push(signal);
        await new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("gone"))));
      });
    });
    const controller = new AbortController();
    const outcome = lamp.consumed.read("on", { signal: controller.signal }).catch((error: unknown) => error);
    await settled();
    controller.abort();
    expect(await outcome).toMatchObject({ code: "WOT_ABORTED" });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it("takes thenables of other libraries from its handlers", async () => {
    const thenable = (value: unknown) => ({
      // biome-ignore lint/suspicious/noThenProperty: that is what a thenable is
      then: (resolve: (value: unknown) => void) => resolve(value),
    });
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("brightness", () => thenable(12));
    });
    expect(await lamp.consumed.read("brightness")).toBe(12);
  });

  it("may answer with a stream, within a bound", async () => {
    let text = "31";
    await using lamp = await pair(undefined, { limits: { maxStreamBytes: 2 } }, (thing) => {
      thing.setPropertyReadHandler("brightness", () => bytes(text));
    });
    expect(await lamp.consumed.read("brightness")).toBe(31);
    expect(await lamp.consumed.readMultiple(["brightness"])).toEqual({ brightness: 31 });
    text = "100";
    await expect(lamp.consumed.read("brightness")).rejects.toMatchObject({ problem: { status: 500 } });
  });

  it("can be written with a stream, which arrives as a value", async () => {
    await using lamp = await pair();
    await lamp.consumed.write("brightness", bytes("77"));
    expect(await lamp.consumed.read("brightness")).toBe(77);
    await expect(lamp.consumed.write("brightness", bytes("777"))).rejects.toMatchObject({ status: "WOT_DATA_INVALID" });
  });

  it("asks no handler when nobody listens, and counts the change nevertheless", async () => {
    let asked = 0;
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("brightness", () => {
        asked += 1;
        return asked;
      });
    });
    await lamp.exposed.emitPropertyChange("brightness");
    expect(asked).toBe(0);
    await using observation = lamp.consumed.observe("brightness");
    await observation.ready;
    await lamp.exposed.emitPropertyChange("brightness");
    expect((await observation.next()).value).toBe(1);
  });

  it("asks its observe handler before its read handler for a change", async () => {
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("brightness", () => 1);
      thing.setPropertyObserveHandler("brightness", async () => 2);
    });
    await using observation = lamp.consumed.observe("brightness");
    await observation.ready;
    await lamp.exposed.emitPropertyChange("brightness");
    expect((await observation.next()).value).toBe(2);
    expect(await lamp.consumed.read("brightness")).toBe(1);
  });

  it("does not tell an older value after a newer one", async () => {
    const answers = [deferred<number>(), deferred<number>()];
    let asked = 0;
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("brightness", () => answers[asked++]?.promise);
    });
    await using observation = lamp.consumed.observe<number>("brightness");
    await observation.ready;
    const [older, newer] = [
      lamp.exposed.emitPropertyChange("brightness"),
      lamp.exposed.emitPropertyChange("brightness"),
    ];
    answers[1]?.resolve(2);
    await newer;
    answers[0]?.resolve(1);
    await older;
    lamp.exposed.set("brightness", 3);
    expect([(await observation.next()).value, (await observation.next()).value]).toEqual([2, 3]);
  });

  it("logs a change that cannot be told, and raises nothing when nobody waits for it", async () => {
    const { errors, logger } = keeper();
    const rejections: unknown[] = [];
    const hear = (reason: unknown) => void rejections.push(reason);
    process.on("unhandledRejection", hear);
    await using lamp = await pair(undefined, { logger }, (thing) => {
      thing.setPropertyReadHandler("brightness", () => "dim");
    });
    await using observation = lamp.consumed.observe("brightness");
    await observation.ready;
    void lamp.exposed.emitPropertyChange("brightness");
    void lamp.exposed.emitPropertyChange("__proto__");
    await settled();
    process.off("unhandledRejection", hear);
    expect(rejections).toEqual([]);
    expect(errors).toEqual(["a property change could not be told", "a property change could not be told"]);
    await expect(lamp.exposed.emitPropertyChange("brightness")).rejects.toMatchObject({ code: "WOT_INTERNAL" });
  });

  it("logs an unobserve handler that fails", async () => {
    const { errors, logger } = keeper();
    await using lamp = await pair(undefined, { logger }, (thing) => {
      thing.setPropertyUnobserveHandler("on", async () => {
        throw new UsageError("WOT_STATE", "not now");
      });
    });
    const observation = lamp.consumed.observe("on");
    await observation.ready;
    await observation.return();
    await settled();
    expect(errors).toEqual(["a handler failed"]);
  });

  it("has taken a write also when an observer cannot be told of it in its content type", async () => {
    const { errors, logger } = keeper();
    const contentTypes = ["application/json", "application/cbor"];
    const init = { title: "Any", properties: { any: { observable: true } } };
    await using lamp = await pair(init, { logger, contentTypes });
    await using observation = lamp.consumed.observe("any");
    await observation.ready;
    const cbor = lamp.exposed.description.properties?.any?.forms.findIndex(
      ({ contentType }) => contentType === "application/cbor",
    ) as number;
    await lamp.consumed.write("any", Uint8Array.of(1, 2), { formIndex: cbor });
    expect(await lamp.consumed.read("any", { formIndex: cbor })).toEqual(Uint8Array.of(1, 2));
    expect(errors).toEqual(["a subscriber could not be told"]);
  });
});
