import { settled } from "@thingwright/contract-tests";
import type { ContentSink, Exchange } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { AbortError, NetworkError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { deferred, describedThing, json, type Script, scriptedBinding } from "../../../support/scripted-binding.js";

const td = (...hrefs: string[]) =>
  describedThing({
    properties: {
      level: {
        type: "integer",
        observable: true,
        uriVariables: { unit: { type: "string", enum: ["m", "ft"] } },
        forms: hrefs.map((href) => ({ href, op: ["observeproperty"] })),
      },
    },
    events: { alarm: { data: { type: "string" }, forms: [{ href: "script://a", op: "subscribeevent" }] } },
  });

/** A remote end that counts how often it is stopped. */
function remoteEnd() {
  const stops: (Partial<Exchange> | undefined)[] = [];
  return { stops, remote: { stop: async (exchange?: Partial<Exchange>) => void stops.push(exchange) } };
}

function consume(script: Script, ...hrefs: string[]) {
  const { binding, calls } = scriptedBinding(script);
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const logger = { debug: log, info: log, warn: log, error: log };
  const servient = new Servient({ clients: [binding], logger });
  return { servient, calls, logged, thing: servient.consume(td(...(hrefs.length === 0 ? ["script://a"] : hrefs))) };
}

/** How many listeners for `abort` are on a signal. */
function watched() {
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = ((...args: Parameters<typeof add>) => {
    listeners += 1;
    return add(...args);
  }) as typeof add;
  signal.removeEventListener = ((...args: Parameters<typeof remove>) => {
    listeners -= 1;
    return remove(...args);
  }) as typeof remove;
  return { controller, signal, listeners: () => listeners };
}

describe("a subscription", () => {
  it("takes the next Form when one fails, and hears nothing of the first any more", async () => {
    let dead: ContentSink | undefined;
    const end = remoteEnd();
    const { thing } = consume(
      {
        subscribe({ url }, sink) {
          if (url === "script://b") return end.remote;
          dead = sink;
          sink.error(new NetworkError("WOT_NETWORK", "gone"));
          throw new NetworkError("WOT_NETWORK", "gone");
        },
      },
      "script://a",
      "script://b",
    );
    const observation = thing.observe("level");
    await observation.ready;
    dead?.next(json(1));
    dead?.complete();
    const next = observation.next();
    await observation.return();
    expect((await next).done).toBe(true);
    expect(end.stops).toHaveLength(1);
  });

  it("has ended when the Thing completes it before it is established", async () => {
    const { thing, servient } = consume({
      subscribe(_call, sink) {
        sink.next(json(1));
        sink.complete();
        sink.next(json(2));
        return remoteEnd().remote;
      },
    });
    const seen: unknown[] = [];
    for await (const value of thing.observe("level")) seen.push(value);
    expect(seen).toEqual([1]);
    const subscription = await thing.observeProperty("level", () => {});
    expect(subscription.active).toBe(false);
    await servient.stop();
  });

  it("throws in the loop what ends it before it is established", async () => {
    const { thing } = consume({
      subscribe(_call, sink) {
        sink.error(new NetworkError("WOT_NETWORK", "pulled"));
        return remoteEnd().remote;
      },
    });
    await expect(thing.observe("level").next()).rejects.toThrow("pulled");
  });

  it("that is given up while being established is stopped as soon as it is there", async () => {
    const end = remoteEnd();
    const gate = deferred<typeof end.remote>();
    const { thing, calls } = consume({ subscribe: () => gate.promise });
    const controller = new AbortController();
    const observation = thing.observe("level", { signal: controller.signal });
    await settled();
    controller.abort("enough");
    expect(calls[0]?.exchange.signal?.aborted).toBe(true);
    expect(await observation.next()).toEqual({ done: true, value: undefined });
    gate.resolve(end.remote);
    await expect(observation.ready).rejects.toMatchObject({ code: "WOT_ABORTED", cause: "enough" });
    expect(end.stops).toHaveLength(1);
  });

  it("ends without an error of its own abort, whatever the binding says", async () => {
    const { thing } = consume({
      subscribe({ exchange }, sink) {
        exchange.signal?.addEventListener("abort", () => sink.error(new AbortError("WOT_ABORTED", "you said so")));
        return { stop: async () => sink.error(new AbortError("WOT_ABORTED", "you said so")) };
      },
    });
    const controller = new AbortController();
    const observation = thing.observe("level", { signal: controller.signal });
    await observation.ready;
    const next = observation.next();
    controller.abort();
    expect((await next).done).toBe(true);
  });

  it("leaves no listener on a signal that lives longer, however it ends", async () => {
    const sinks: ContentSink[] = [];
    const { thing } = consume({
      subscribe(_call, sink) {
        sinks.push(sink);
        return remoteEnd().remote;
      },
    });
    const { signal, listeners } = watched();
    const start = async () => {
      const observation = thing.observe("level", { signal });
      await observation.ready;
      return observation;
    };
    const [left, failed, completed, invalid] = [await start(), await start(), await start(), await start()];
    const unknown = thing.observe("nothing", { signal });
    await expect(unknown.ready).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    expect(listeners()).toBe(4);
    await left.return();
    sinks[1]?.error(new NetworkError("WOT_NETWORK", "gone"));
    sinks[2]?.complete();
    sinks[3]?.next(json("no integer"));
    await expect(failed.next()).rejects.toThrow("gone");
    expect((await completed.next()).done).toBe(true);
    await expect(invalid.next()).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    expect(listeners()).toBe(0);
  });

  it("ends when its ConsumedThing is disposed, established or not, and the loop with it", async () => {
    const end = remoteEnd();
    const never = deferred<typeof end.remote>();
    const { thing } = consume(
      {
        subscribe: ({ url, exchange }) => {
          if (url === "script://a") return end.remote;
          exchange.signal?.addEventListener("abort", () => never.reject(new AbortError("WOT_ABORTED", "given up")));
          return never.promise;
        },
      },
      "script://b",
    );
    const established = thing.subscribe("alarm");
    await established.ready;
    const establishing = thing.observe("level");
    const both = [established.next(), establishing.next()];
    await settled();
    await thing[Symbol.asyncDispose]();
    expect((await Promise.all(both)).map(({ done }) => done)).toEqual([true, true]);
    expect(end.stops).toHaveLength(1);
  });

  it("ends when its Servient stops", async () => {
    const { thing, servient } = consume({ subscribe: () => remoteEnd().remote });
    const observation = thing.observe("level");
    const subscription = await thing.observeProperty("level", () => {});
    await observation.ready;
    const next = observation.next();
    await servient.stop();
    expect((await next).done).toBe(true);
    expect(subscription.active).toBe(false);
  });

  it("is over even when the Thing cannot be told, and says so to who asked", async () => {
    const unreachable = new NetworkError("WOT_NETWORK", "no way back");
    const { thing, logged } = consume({ subscribe: () => ({ stop: () => Promise.reject(unreachable) }) });
    const subscription = await thing.observeProperty("level", () => {});
    await expect(subscription.stop()).rejects.toBe(unreachable);
    await expect(subscription.stop()).rejects.toBe(unreachable);
    expect(subscription.active).toBe(false);
    const observation = thing.observe("level");
    await observation.ready;
    expect((await observation.return()).done).toBe(true);
    expect(logged).toEqual(["a Thing could not be told that a subscription has ended"]);
  });

  it("bounds its ending in time, and passes on what stop was told", async () => {
    const end = remoteEnd();
    const { thing } = consume({ subscribe: () => end.remote });
    await (await thing.observeProperty("level", () => {})).stop();
    await (await thing.observeProperty("level", () => {})).stop({ timeoutMs: 5, uriVariables: { unit: "m" } });
    expect(end.stops[0]).toMatchObject({ timeoutMs: 10_000 });
    expect(end.stops[1]).toMatchObject({ timeoutMs: 5, variables: { unit: "m" } });
  });

  it("checks its URI variables before it asks the Thing", async () => {
    const { thing, calls } = consume({ subscribe: () => remoteEnd().remote });
    const bad = { uriVariables: { unit: "mile" } };
    await expect(thing.observe("level", bad).ready).rejects.toMatchObject({ pointer: "/unit" });
    await expect(thing.observeProperty("level", () => {}, undefined, bad)).rejects.toMatchObject({ pointer: "/unit" });
    expect(calls).toEqual([]);
  });

  it("tells of an invalid value instead of ending, where somebody wants to hear", async () => {
    const sinks: ContentSink[] = [];
    const { thing } = consume({
      subscribe(_call, sink) {
        sinks.push(sink);
        return remoteEnd().remote;
      },
    });
    const invalid: string[] = [];
    await using observation = thing.observe("level", { onInvalid: ({ code }) => invalid.push(code) });
    await observation.ready;
    for (const value of ["x", 1]) sinks[0]?.next(json(value));
    expect((await observation.next()).value).toBe(1);
    expect(invalid).toEqual(["WOT_DATA_INVALID"]);
  });

  it("brings the error and the interruptions to the listener of the Scripting API", async () => {
    const sinks: ContentSink[] = [];
    const { thing, logged } = consume({
      subscribe(_call, sink) {
        sinks.push(sink);
        return remoteEnd().remote;
      },
    });
    const errors: string[] = [];
    const subscription = await thing.subscribeEvent(
      "alarm",
      async () => {
        throw new Error("later");
      },
      ({ message }) => void errors.push(message),
    );
    expect(subscription.active).toBe(true);
    sinks[0]?.next(json("fire"));
    sinks[0]?.interrupted(new NetworkError("WOT_NETWORK", "lost"));
    sinks[0]?.resumed();
    sinks[0]?.error(new NetworkError("WOT_NETWORK", "gone"));
    await settled();
    expect(errors).toEqual(["lost", "gone"]);
    expect(subscription.active).toBe(false);
    expect(logged).toEqual(["a listener of a subscription rejected"]);
  });

  it("that nobody reads raises nothing", async () => {
    const rejections: unknown[] = [];
    const hear = (reason: unknown) => void rejections.push(reason);
    process.on("unhandledRejection", hear);
    const { thing } = consume({ subscribe: () => Promise.reject(new NetworkError("WOT_NETWORK", "nobody there")) });
    thing.observe("level");
    thing.observe("nothing");
    thing.observe("level", { signal: AbortSignal.abort() });
    await settled();
    process.off("unhandledRejection", hear);
    expect(rejections).toEqual([]);
  });
});
