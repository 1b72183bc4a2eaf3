import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { silent, systemClock } from "@thingwright/contracts";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { RequestError } from "@thingwright/errors";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Change, exercise } from "../../src/exercise.js";
import { Tape, tapeLimits } from "../../src/tape.js";

const network = memoryNetwork();
let maker: Servient;
let visitor: Servient;
let lamp: ConsumedThing;
let done: string[];
let told: unknown[];
const tape = new Tape(systemClock, tapeLimits);

beforeEach(async () => {
  done = [];
  told = [];
  maker = new Servient({ servers: [memoryServer(network, { name: "maker" })] });
  await maker.start();
  const thing = maker.produce({
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { map: "https://thingwright.org/ns/map#" }],
    title: "Lamp",
    properties: {
      on: { type: "boolean", observable: true },
      room: { type: "string", readOnly: true, "map:private": true },
      broken: { type: "string", readOnly: true },
      hidden: { type: "string", writeOnly: true },
    },
    actions: { blink: {} },
    events: { pressed: { data: { type: "object", properties: { by: { type: "string", "map:private": true } } } } },
  } as never);
  thing.set("on", false);
  thing.setPropertyReadHandler("room", () => {
    done.push(`read room while ${tape.isChanging ? "changing" : "looking"}`);
    return "Ann's room";
  });
  thing.setPropertyReadHandler("broken", () => {
    throw new RequestError("WOT_CONFLICT", "it is broken");
  });
  thing.setPropertyWriteHandler("on", async (value) => {
    done.push(`write ${await value.value()} while ${tape.isChanging ? "changing" : "looking"}`);
    thing.emitEvent("pressed", { by: "Ann" });
  });
  thing.setActionHandler("blink", () => void done.push("blink"));
  await thing.expose();
  visitor = new Servient({ clients: [memoryClient(network)] });
  await visitor.start();
  lamp = visitor.consume(thing.description) as ConsumedThing;
});
afterEach(async () => {
  await visitor.stop();
  await maker.stop();
});

const used = (changes: readonly Change[], signal = new AbortController().signal) =>
  exercise(lamp, tape, {
    changes,
    listenMs: 1,
    settleMs: 1,
    timeoutMs: 1000,
    clock: systemClock,
    signal,
    logger: { ...silent, warn: (_, details) => void told.push([details?.name, details?.message]) },
  });

it("a device that is exercised is read before the changes and after each, and changed as told", async () => {
  await used([
    { kind: "write", name: "on", value: true },
    { kind: "invoke", name: "blink" },
  ]);
  const read = "read room while looking";
  expect(done).toEqual([read, "write true while changing", read, "blink", read]);
  expect(tape.isChanging).toBe(false);
});

it("what fails of it is told each time, and the rest goes on", async () => {
  await used([{ kind: "write", name: "on", value: 7 }]);
  expect(told).toEqual([
    ["broken", expect.stringContaining("it is broken")],
    ["on", expect.any(String)],
    ["broken", expect.stringContaining("it is broken")],
  ]);
});

it("what it says at private places is known then, whichever way it came", async () => {
  const texts = await used([{ kind: "write", name: "on", value: true }]);
  expect([...texts].sort()).toEqual(["Ann", "Ann's room"]);
});

it("ends when it is told to, without a change", async () => {
  const ending = new AbortController();
  ending.abort();
  await used([{ kind: "write", name: "on", value: true }], ending.signal);
  expect(done).toEqual([]);
  expect(told).toEqual([]);
});
