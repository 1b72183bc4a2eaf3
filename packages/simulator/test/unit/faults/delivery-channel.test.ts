import { beforeEach, expect, test } from "vitest";
import { DeliveryChannel, FaultInjector, mulberry32, type SteppedClock, steppedClock } from "../../../src/index.js";

let clock: SteppedClock;
let faults: FaultInjector;
let channel: DeliveryChannel;
let arrived: number[];

beforeEach(() => {
  clock = steppedClock();
  faults = new FaultInjector({ clock, random: mulberry32(1) });
  channel = new DeliveryChannel(faults);
  arrived = [];
});

const deliver = (...messages: readonly number[]): void => {
  for (const message of messages) channel.deliver(() => arrived.push(message));
};

test("a healthy channel delivers once and in order", () => {
  deliver(1, 2, 3);
  expect(arrived).toEqual([1, 2, 3]);
});

test("a duplicating channel delivers everything twice", () => {
  faults.enable("duplicate");
  deliver(1, 2);
  expect(arrived).toEqual([1, 1, 2, 2]);
});

test("a reordering channel swaps each pair", () => {
  faults.enable("reordered");
  deliver(1, 2, 3, 4);
  expect(arrived).toEqual([2, 1, 4, 3]);
});

test("a reordering channel lets a lone message go after its window", () => {
  faults.enable("reordered");
  deliver(1);
  clock.advance(999);
  expect(arrived).toEqual([]);
  clock.advance(1);
  expect(arrived).toEqual([1]);
});

test("a message held back when the fault is mended follows the next one", () => {
  faults.enable("reordered");
  deliver(1);
  faults.disable("reordered");
  deliver(2, 3);
  expect(arrived).toEqual([2, 1, 3]);
});

test("a slow channel keeps the order", () => {
  faults.enable("slow", { delayMs: 50 });
  deliver(1, 2);
  expect(arrived).toEqual([]);
  clock.advance(50);
  expect(arrived).toEqual([1, 2]);
});

test("an offline channel delivers nothing, not even what was on its way", () => {
  faults.enable("slow", { delayMs: 50 });
  deliver(1);
  faults.enable("offline");
  deliver(2);
  clock.advance(1000);
  expect(arrived).toEqual([]);
});

test("a closed channel forgets what it holds", () => {
  faults.enable("reordered");
  deliver(1);
  channel.close();
  deliver(2);
  clock.advance(5000);
  expect(arrived).toEqual([]);
});

test("faults combine: slow, doubled and swapped at once", () => {
  faults.enable("slow", { delayMs: 10 });
  faults.enable("duplicate");
  faults.enable("reordered");
  deliver(1, 2);
  clock.advance(10);
  expect(arrived).toEqual([2, 2, 1, 1]);
});
