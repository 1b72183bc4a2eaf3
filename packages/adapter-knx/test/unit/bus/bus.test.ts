import { FakeClock, settled } from "@thingwright/contract-tests";
import { silent } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Bus } from "../../../src/bus/bus.js";
import { busLimitsFrom } from "../../../src/bus/bus-limits.js";
import { groupAddress } from "../../../src/index.js";
import { FakeBus, telegramValue } from "../../support/fake-bus.js";

const at = (text: string): number => groupAddress(text)!;
const patience = { timeoutMs: 5000 };
const on = telegramValue("1.001", true);
const limits = busLimitsFrom({ maxQueuedTelegrams: 3 });

let clock: FakeClock;
let wire: FakeBus;
let bus: Bus;
let heard: string[];
let ends: (() => void)[];

beforeEach(() => {
  clock = new FakeClock();
  wire = new FakeBus();
  bus = new Bus({ name: "knx://test", open: wire.open, limits, clock, logger: silent, random: () => 0 });
  heard = [];
  ends = [];
});

afterEach(() => bus.stop());

const listen = async (address: string): Promise<void> => {
  const listener = {
    telegram: ({ service, value }: { service: string; value: { bytes: Uint8Array } }) =>
      void heard.push(`${service} ${Buffer.from(value.bytes).toString("hex")}`),
    lost: () => void heard.push("lost"),
    back: () => void heard.push("back"),
  };
  ends.push(await bus.listen(at(address), listener, patience));
};

describe("a bus", () => {
  it("is opened when it is needed, and once for all who need it", async () => {
    expect(wire.opened).toBe(0);
    await Promise.all([bus.write(at("1/0/1"), on, patience), listen("1/0/1")]);
    expect(wire.opened).toBe(1);
  });

  it("sends no more than it may in a second, and writes before it reads", async () => {
    const reads = ["1/0/1", "1/0/2"].map((each) => bus.read(at(each), patience).catch(() => {}));
    const writes = ["1/0/3", "1/0/4"].map((each) => bus.write(at(each), on, patience));
    await clock.advance(0);
    expect(wire.sent).toEqual(["read 1/0/1"]);
    await clock.advance(50);
    expect(wire.sent).toEqual(["read 1/0/1", "write 1/0/3 01"]);
    await clock.advance(1000);
    expect(wire.sent.slice(2)).toEqual(["write 1/0/4 01", "read 1/0/2"]);
    await Promise.all(writes);
    await clock.advance(2000);
    await Promise.all(reads);
  });

  it("asks first what was asked last, or again", async () => {
    for (const each of ["1/0/1", "1/0/2", "1/0/3", "1/0/4"]) wire.answers(each, "1.001", true);
    const all = ["1/0/1", "1/0/2", "1/0/3", "1/0/4"].map((each) => bus.read(at(each), patience));
    all.push(bus.read(at("1/0/2"), patience));
    await clock.advance(1000);
    await Promise.all(all);
    expect(wire.sent).toEqual(["1/0/1", "1/0/2", "1/0/4", "1/0/3"].map((each) => `read ${each}`));
  });

  it("says when there was no time to ask, and asks all the same for those who listen", async () => {
    await listen("1/0/1");
    wire.answers("1/0/1", "1.001", true);
    const others = ["1/0/2", "1/0/3", "1/0/4"].map((each) => bus.read(at(each), patience).catch(() => {}));
    const hurried = bus.read(at("1/0/1"), { timeoutMs: 20 }).catch((error: WotError) => error);
    for (const each of ["1/0/5", "1/0/6"]) others.push(bus.read(at(each), patience).catch(() => {}));
    await clock.advance(30);
    expect(await hurried).toMatchObject({
      code: "WOT_TIMEOUT",
      sent: false,
      message: expect.stringContaining("its turn"),
    });
    await clock.advance(5000);
    expect(heard).toEqual(["response 01"]);
    await Promise.all(others);
  });

  it("takes no more writes than it can have waiting", async () => {
    const writes = Array.from({ length: 5 }, () =>
      bus.write(at("1/0/1"), on, patience).then(
        () => "sent",
        (error: WotError) => error.code,
      ),
    );
    await clock.advance(1000);
    expect(await Promise.all(writes)).toEqual(["sent", "sent", "sent", "sent", "WOT_TOO_MANY"]);
  });

  it("asks once for all who ask, and gives each the answer", async () => {
    wire.answers("1/0/1", "1.001", true);
    const values = await Promise.all([bus.read(at("1/0/1"), patience), bus.read(at("1/0/1"), patience)]);
    expect(values).toEqual([on, on]);
    expect(wire.sent).toEqual(["read 1/0/1"]);
  });

  it("waits for an answer no longer than that may take, and asks anew then", async () => {
    const late = bus.read(at("1/0/1"), patience).catch((error: WotError) => error);
    await clock.advance(limits.readTimeoutMs);
    expect(await late).toMatchObject({ code: "WOT_TIMEOUT", message: expect.stringContaining("1/0/1") });
    wire.answers("1/0/1", "1.001", true);
    expect(await bus.read(at("1/0/1"), patience)).toEqual(on);
  });

  it("tells who listens what comes for their address, its own writes too", async () => {
    await listen("1/0/1");
    wire.says("1/0/1", "1.001", true);
    wire.says("1/0/2", "1.001", true);
    wire.says("1/0/1", "1.001", false, "response");
    await bus.write(at("1/0/1"), on, patience);
    expect(heard).toEqual(["write 01", "response 00", "write 01"]);
  });

  it("knows what was heard last, until nobody listens to the bus", async () => {
    await listen("1/0/1");
    wire.says("1/0/2", "1.001", true);
    expect(bus.heard(at("1/0/2"))).toEqual(on);
    wire.cut();
    expect(bus.heard(at("1/0/2"))).toBeUndefined();
  });

  it("tells that it is lost, fails at once what is asked, and comes back by itself", async () => {
    await listen("1/0/1");
    wire.cut();
    const failed = await bus.write(at("1/0/1"), on, patience).catch((error: WotError) => error);
    expect(failed).toMatchObject({ code: "WOT_NETWORK", sent: false });
    await clock.advance(5000);
    wire.isCut = false;
    await clock.advance(10_000);
    expect(heard.at(-1)).toBe("back");
    expect(heard.slice(0, -1).every((each) => each === "lost")).toBe(true);
    expect(bus.isOpen).toBe(true);
    await bus.write(at("1/0/1"), on, patience);
  });

  it("waits longer each time that it cannot be had", async () => {
    await listen("1/0/1");
    wire.cut();
    await clock.advance(600_000);
    expect(heard.length).toBeLessThan(30);
  });

  it("is left when nobody has used it for a while", async () => {
    await listen("1/0/1");
    await clock.advance(10 * limits.idleTimeoutMs);
    expect(wire.closed).toBe(0);
    for (const end of ends) end();
    await clock.advance(limits.idleTimeoutMs);
    expect(wire.closed).toBe(1);
    await bus.write(at("1/0/1"), on, patience);
    expect(wire.opened).toBe(2);
  });

  it("lets callers go who have lost patience, and what they asked for", async () => {
    const caller = new AbortController();
    const sent = bus.write(at("1/0/1"), on, patience);
    const waiting = bus
      .write(at("1/0/2"), on, { ...patience, signal: caller.signal })
      .catch((error: WotError) => error);
    await settled();
    caller.abort();
    expect(await waiting).toMatchObject({ code: "WOT_ABORTED" });
    await sent;
    await clock.advance(1000);
    expect(wire.sent).toEqual(["write 1/0/1 01"]);
  });

  it("ends what is under way when it is stopped", async () => {
    const read = bus.read(at("1/0/1"), patience).catch((error: WotError) => error);
    await settled();
    await bus.stop();
    expect(await read).toMatchObject({ code: "WOT_NETWORK" });
    expect(wire.closed).toBe(1);
  });
});
