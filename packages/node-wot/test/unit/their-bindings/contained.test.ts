import { EventEmitter } from "node:events";
import { FakeClock, fakeHost } from "@thingwright/contract-tests";
import { describe, expect, it, vi } from "vitest";
import { claimFaults, type Fault, type FaultSource } from "../../../src/their-bindings/claimed-faults.js";
import { Contained, containment } from "../../../src/their-bindings/contained.js";

const lingerMs = 100;

/** A process whose next tick comes with the fault. */
class Source extends EventEmitter implements FaultSource {
  readonly #ticks: (() => void)[] = [];

  nextTick(work: () => void): void {
    this.#ticks.push(work);
  }

  override emit(event: Fault, reason: unknown): boolean {
    const isHeard = super.emit(event, reason);
    this.tick();
    return isHeard;
  }

  /** Tells without a tick. */
  tell(event: Fault, reason: unknown): void {
    super.emit(event, reason);
  }

  tick(): void {
    for (const work of this.#ticks.splice(0)) work();
  }
}

function setUp(count = 1) {
  const [source, host, clock] = [new Source(), fakeHost(), new FakeClock()];
  const context = { clock, logger: host.logger, lingerMs };
  const all = Array.from({ length: count }, () => new Contained(faults, context, source));
  return { source, clock, log: host.log, all, contained: all[0] as Contained };
}

const copied = "../../../src/their-bindings/claimed-faults.js";

const faults = ["unhandledRejection", "uncaughtException"] as const;

describe.each(faults)("an %s", (fault) => {
  it("is logged when code that is contained left it", () => {
    const { contained, log, source } = setUp();
    contained.run(() => source.emit(fault, "left behind"));
    expect(log.map(({ context }) => context)).toEqual([{ fault, reason: "left behind" }]);
  });

  it("ends the process as ever when it is somebody else's", () => {
    const { log, source } = setUp(2);
    expect(() => source.emit(fault, new Error("of the application"))).toThrow("of the application");
    expect(log).toEqual([]);
  });

  it("is somebody else's when it is of code of ours that theirs has called", () => {
    const { contained, source } = setUp();
    const called = (): boolean => contained.outside(() => source.emit(fault, new Error("of a listener")));
    expect(() => contained.run(called)).toThrow("of a listener");
  });

  it("is its owner's when several are contained", () => {
    const { all, log, source } = setUp(2);
    expect(() => all[1]?.run(() => source.emit(fault, "of the second"))).not.toThrow();
    expect(log).toHaveLength(1);
  });

  it("is logged once, and ends nothing, when several copies of this package listen", async () => {
    const { contained, log, source } = setUp();
    vi.resetModules();
    const copy: typeof import("../../../src/their-bindings/claimed-faults.js") = await import(copied);
    copy.claimFaults(source, fault, () => false);
    contained.run(() => source.emit(fault, "left behind"));
    expect([log.length, source.listenerCount(fault)]).toEqual([1, 2]);
    expect(() => source.emit(fault, new Error("of the application"))).toThrow("of the application");
  });

  it("has one listener for any number of claims", () => {
    const { source } = setUp(20);
    const release = claimFaults(source, fault, () => true);
    expect(source.listenerCount(fault)).toBe(1);
    expect(() => source.emit(fault, "claimed")).not.toThrow();
    release();
    release();
    expect(() => source.emit(fault, new Error("nobody's"))).toThrow("nobody's");
  });

  it("goes to the application's own listener", () => {
    const { source } = setUp();
    const heard: unknown[] = [];
    source.on(fault, (reason) => heard.push(reason));
    source.emit(fault, "for the application");
    expect(heard).toEqual(["for the application"]);
  });

  it("is contained until what was under way at the end has had its time", async () => {
    const { clock, contained, log, source } = setUp();
    contained.end();
    contained.run(() => source.emit(fault, "late"));
    expect(log).toHaveLength(1);
    await clock.advance(lingerMs);
    expect(source.listenerCount(fault)).toBe(0);
  });
});

describe("a rejection that a listener tells once more while it has taken itself off", () => {
  it("is that listener's", () => {
    const { source } = setUp();
    const heard: unknown[] = [];
    const listener = (reason: unknown): void => {
      heard.push(reason);
      source.off("unhandledRejection", listener);
      source.tell("unhandledRejection", reason);
      source.on("unhandledRejection", listener);
    };
    source.on("unhandledRejection", listener);
    source.emit("unhandledRejection", "for the application");
    expect(heard).toEqual(["for the application"]);
  });
});

describe("containment", () => {
  it("of nothing leaves the process alone", () => {
    const before = faults.map((fault) => process.listenerCount(fault));
    const context = { clock: new FakeClock(), logger: fakeHost().logger, lingerMs };
    const contained = containment({ containRejections: false }, context);
    expect(contained.run(() => contained.outside(() => 3))).toBe(3);
    expect(faults.map((fault) => process.listenerCount(fault))).toEqual(before);
  });

  it("is of rejections by default, and of exceptions on demand", async () => {
    const counts = () => faults.map((fault) => process.listenerCount(fault));
    const [before, clock] = [counts(), new FakeClock()];
    const context = { clock, logger: fakeHost().logger, lingerMs };
    const added = () => counts().map((count, index) => count - (before[index] as number));
    const all = [containment({}, context)];
    expect(added()).toEqual([1, 0]);
    all.push(containment({ containExceptions: true }, context));
    expect(added()).toEqual([1, 1]);
    for (const each of all) each.end();
    await clock.advance(lingerMs);
    expect(added()).toEqual([0, 0]);
  });
});
