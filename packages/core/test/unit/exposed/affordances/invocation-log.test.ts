import { FakeClock } from "@thingwright/contract-tests";
import { RequestError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { InvocationLog } from "../../../../src/exposed/affordances/invocation-log.js";
import { deferred } from "../../../support/scripted-binding.js";

const forever = () => new Promise<never>(() => {});

describe("InvocationLog", () => {
  it("tells how an invocation goes, with its times", async () => {
    const clock = new FakeClock();
    const log = new InvocationLog(clock, 5);
    const work = deferred<unknown>();
    expect(log.start("1", () => work.promise)).toEqual({
      id: "1",
      status: "running",
      timeRequested: "1970-01-01T00:00:00.000Z",
    });
    await clock.advance(1500);
    work.resolve({ height: 2 });
    await clock.advance(0);
    expect(log.get("1")).toEqual({
      id: "1",
      status: "completed",
      output: { height: 2 },
      timeRequested: "1970-01-01T00:00:00.000Z",
      timeEnded: "1970-01-01T00:00:01.500Z",
    });
  });

  it("tells of a failure what a peer may know", async () => {
    const clock = new FakeClock();
    const log = new InvocationLog(clock, 5);
    log.start("1", () => Promise.reject(new RequestError("WOT_CONFLICT", "the door is open")));
    log.start("2", () => Promise.reject(new Error("the password is swordfish")));
    await clock.advance(0);
    expect(log.get("1")).toMatchObject({ status: "failed", error: { status: 409, detail: "the door is open" } });
    expect(JSON.stringify(log.get("2"))).not.toContain("swordfish");
  });

  it("means the latest without an id, and lists the latest first", () => {
    const log = new InvocationLog(new FakeClock(), 5);
    expect(() => log.get(undefined)).toThrow(/no such invocation/);
    log.start("1", forever);
    log.start("2", forever);
    expect(log.get(undefined).id).toBe("2");
    expect(log.all().map(({ id }) => id)).toEqual(["2", "1"]);
    log.cancel(undefined);
    expect(log.get(undefined).id).toBe("1");
    expect(() => log.get("2")).toThrow(/no such invocation/);
    expect(() => log.cancel("__proto__")).toThrow(/no such invocation/);
  });

  it("lets the oldest that ended give way at its bound, and refuses when all still run", async () => {
    const clock = new FakeClock();
    const log = new InvocationLog(clock, 2);
    log.start("1", forever);
    log.start("2", async () => undefined);
    await clock.advance(0);
    log.start("3", forever);
    expect(log.all().map(({ id }) => id)).toEqual(["3", "1"]);
    expect(() => log.start("4", forever)).toThrow(/too many/);
  });

  it("aborts what is cancelled, and forgets how that ends", async () => {
    const clock = new FakeClock();
    const log = new InvocationLog(clock, 2);
    let signal: AbortSignal | undefined;
    const work = deferred<unknown>();
    log.start("1", (given) => {
      signal = given;
      return work.promise;
    });
    log.cancel("1");
    expect(signal?.aborted).toBe(true);
    work.reject(new Error("aborted"));
    await clock.advance(0);
    expect(log.all()).toEqual([]);
  });

  it("counts a cancelled invocation that goes on until it has ended", async () => {
    const clock = new FakeClock();
    const log = new InvocationLog(clock, 1);
    const work = deferred<unknown>();
    log.start("1", () => work.promise);
    log.cancel("1");
    expect(() => log.start("2", forever)).toThrow(/too many/);
    work.resolve(undefined);
    await clock.advance(0);
    expect(log.start("2", forever).status).toBe("running");
  });

  it("does not cancel what has ended, and keeps its status", async () => {
    const clock = new FakeClock();
    const log = new InvocationLog(clock, 2);
    log.start("1", async () => 7);
    await clock.advance(0);
    expect(() => log.cancel("1")).toThrow(/ended already/);
    expect(log.get("1")).toMatchObject({ status: "completed", output: 7 });
  });

  it("aborts everything at its end and takes nothing afterwards", () => {
    const log = new InvocationLog(new FakeClock(), 5);
    const signals: AbortSignal[] = [];
    for (const id of ["1", "2"]) {
      log.start(id, (signal) => {
        signals.push(signal);
        return forever();
      });
    }
    log.end();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(log.all()).toEqual([]);
    expect(() => log.start("3", forever)).toThrow(/withdrawn/);
  });
});
