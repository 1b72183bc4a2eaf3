import { expect, test } from "vitest";
import { FaultInjector, mulberry32, steppedClock } from "../../../src/index.js";

function broken(maxHeldMessages = 1000) {
  const clock = steppedClock();
  return { clock, faults: new FaultInjector({ clock, random: mulberry32(1), maxHeldMessages }) };
}

test("a fault injector begins healthy and remembers what is enabled", () => {
  const { faults } = broken();
  expect(faults.enabled).toEqual([]);
  faults.enable("slow", { delayMs: 5 });
  faults.enable("garbage");
  expect(faults.enabled).toEqual(["slow", "garbage"]);
  faults.disable("slow");
  expect(faults.isEnabled("slow")).toBe(false);
  faults.disableAll();
  expect(faults.enabled).toEqual([]);
});

test("a fault injector tells of every change once, until nobody listens", () => {
  const { faults } = broken();
  const heard: unknown[] = [];
  const unsubscribe = faults.onChange((name, enabled) => heard.push([name, enabled]));
  faults.enable("offline");
  faults.disable("offline");
  faults.disable("offline");
  unsubscribe();
  faults.enable("offline");
  expect(heard).toEqual([
    ["offline", true],
    ["offline", false],
  ]);
});

test("a fault injector refuses faults that do not exist and negative delays", () => {
  const { faults } = broken();
  expect(() => faults.enable("haunted" as "slow")).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  expect(() => faults.enable("slow", { delayMs: -1 })).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
});

test("a slow device answers after its delay, a healthy one at once", () => {
  const { clock, faults } = broken();
  const sent: string[] = [];
  faults.delay(() => sent.push("healthy"));
  faults.enable("slow", { delayMs: 300 });
  faults.delay(() => sent.push("slow"));
  expect(sent).toEqual(["healthy"]);
  clock.advance(299);
  expect(sent).toEqual(["healthy"]);
  clock.advance(1);
  expect(sent).toEqual(["healthy", "slow"]);
});

test("a slow device holds no more messages than its limit", () => {
  const { faults } = broken(2);
  faults.enable("slow");
  let sent = 0;
  const send = () => {
    sent += 1;
  };
  for (let message = 0; message < 5; message += 1) faults.delay(send);
  expect(sent).toBe(3);
});

test("garbage is neither UTF-8 nor JSON, and never begins like a Modbus frame", () => {
  const bytes = broken().faults.garbage();
  expect(bytes).toHaveLength(24);
  expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow();
  expect(bytes[0]).toBe(0xff);
});
