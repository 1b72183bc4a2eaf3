import { FakeClock, settled } from "@thingwright/contract-tests";
import type { Servient } from "@thingwright/core";
import { validateThingDescription } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localMembers, memorySceneStore, type Scene, type SceneOptions, scene } from "../../src/index.js";
import { house, idOf, Lamp } from "../support/lamps.js";

const id = "urn:example:evening";
const [deskId, floorId] = [idOf("Desk"), idOf("Floor")];
const values = { [deskId]: { on: true, brightness: 40 }, [floorId]: { on: false } };

let servient: Servient;
let clock: FakeClock;
let desk: Lamp;
let floor: Lamp;

beforeEach(async () => {
  servient = await house();
  clock = new FakeClock(Date.parse("2026-05-01T18:00:00Z"));
  desk = await Lamp.expose(servient, "Desk", { on: false, brightness: 0 });
  floor = await Lamp.expose(servient, "Floor", { on: true, brightness: 100 });
});

afterEach(() => servient.stop());

const offered = (more: Partial<SceneOptions> = {}): Promise<Scene> =>
  scene(servient, localMembers(servient.things), { id, title: "Evening", values, clock, ...more });
const remote = ({ thing }: Scene) => servient.consume(thing.description);

describe("a scene", () => {
  it("is a Thing of the model that says what it sets, and of whom", async () => {
    const evening = await offered();
    expect(validateThingDescription(evening.thing.description)).toEqual([]);
    expect(evening.thing.description.links).toEqual([expect.objectContaining({ rel: "type" })]);
    expect(await remote(evening).readAll()).toEqual({
      active: false,
      members: [deskId, floorId],
      outcomes: [],
      values,
    });
  });

  it("sets all values when it is recalled, in their order, and tells that it was", async () => {
    const evening = remote(await offered());
    const recalled = evening.subscribe("recalled");
    await recalled.ready;
    await evening.invoke("recall", {});
    expect(desk.writes).toEqual([
      ["on", true],
      ["brightness", 40],
    ]);
    expect(floor.writes).toEqual([["on", false]]);
    expect((await recalled.next()).value).toBe("2026-05-01T18:00:00.000Z");
    expect(await evening.read("outcomes")).toEqual([
      { member: deskId, title: "Desk", done: true },
      { member: floorId, title: "Floor", done: true },
    ]);
  });

  it("says who did not do it, also of a Thing that is not there", async () => {
    const evening = remote(await offered({ values: { ...values, "urn:example:gone": { on: true } } }));
    floor.isAway = true;
    await expect(evening.invoke("recall", {})).rejects.toMatchObject({
      problem: { code: "WOT_MEMBERS", detail: expect.stringMatching(/^2 of 3 members did not do it: Floor /) },
    });
    const outcomes = await evening.read<readonly { done: boolean }[]>("outcomes");
    expect(outcomes.map(({ done }) => done)).toEqual([true, false, false]);
    await desk.thing.destroy();
    await expect(evening.invoke("recall", {})).rejects.toMatchObject({
      problem: { detail: expect.stringMatching(/^3 of 3 members did not do it: Desk /) },
    });
  });

  it("is active while all Things that can be asked are as it set them, and tells of it", async () => {
    const evening = remote(await offered());
    const seen: unknown[] = [];
    const observation = evening.observe("active");
    void (async () => {
      for await (const value of observation) seen.push(value);
    })();
    await observation.ready;
    await evening.invoke("recall", {});
    await clock.advance(100);
    expect([seen, await evening.read("active")]).toEqual([[true], true]);
    desk.set("brightness", 41);
    await clock.advance(100);
    desk.set("brightness", 42);
    await clock.advance(100);
    expect(seen).toEqual([true, false]);
    desk.isAway = true;
    floor.set("on", false);
    await clock.advance(100);
    expect(seen).toEqual([true, false, true]);
    floor.isAway = true;
    expect(await evening.read("active")).toBe(false);
  });

  it("follows a Thing that comes back", async () => {
    const evening = remote(await offered());
    await desk.thing.destroy();
    await evening.invoke("recall", {}).catch(() => {});
    await clock.advance(100);
    expect(await evening.read("active")).toBe(true);
    const again = await Lamp.expose(servient, "Desk", { on: true, brightness: 40 });
    expect(await evening.read("active")).toBe(true);
    again.set("on", false);
    await clock.advance(100);
    expect(await evening.read("active")).toBe(false);
  });

  it("takes in what the Things have, all or nothing, and has it after a restart in the place of the same values", async () => {
    const store = memorySceneStore();
    const first = await offered({ store });
    desk.set("brightness", 77);
    floor.isAway = true;
    await expect(remote(first).invoke("store")).rejects.toMatchObject({ problem: { code: "WOT_MEMBERS" } });
    expect(first.values).toEqual(values);
    floor.isAway = false;
    await remote(first).invoke("store");
    const taken = { [deskId]: { on: false, brightness: 77 }, [floorId]: { on: true } };
    expect([first.values, await remote(first).read("active")]).toEqual([taken, true]);
    await first.stop();
    const others = { [deskId]: { on: true, brightness: 5 }, "urn:example:new": { on: true } };
    const again = await offered({ store, values: others });
    expect(again.values).toEqual({ [deskId]: { on: false, brightness: 5 }, "urn:example:new": { on: true } });
  });

  it("refuses no Things and too many", async () => {
    await expect(offered({ values: {} })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(offered({ limits: { maxMembers: 1 } })).rejects.toThrow("more than maxMembers (1)");
  });
});

describe("a transition", () => {
  it("moves numbers in steps, switches on first and off last, and is answered when it has begun", async () => {
    const evening = remote(await offered());
    await evening.invoke("recall", { transitionTime: 2 });
    expect(desk.writes).toEqual([
      ["on", true],
      ["brightness", 10],
    ]);
    for (const step of [2, 3, 4]) {
      await clock.advance(500);
      expect(desk.writes.at(-1)).toEqual(["brightness", step * 10]);
      expect(floor.writes.at(-1)).toEqual(["on", step < 4]);
    }
    await clock.advance(10_000);
    expect([desk.writes.length, floor.writes.length]).toEqual([8, 4]);
  });

  it("ends where it is when the scene is recalled again, or stops", async () => {
    const running = await offered();
    const evening = remote(running);
    await evening.invoke("recall", { transitionTime: 60 });
    await clock.advance(500);
    await evening.invoke("recall", {});
    const { length } = desk.writes;
    await clock.advance(60_000);
    expect(desk.writes.length).toBe(length);
    await evening.invoke("recall", { transitionTime: 60 });
    await running.stop();
    await clock.advance(60_000);
    expect(desk.writes.length).toBe(length + 2);
  });

  it("has no more than so many steps, however long it is", async () => {
    const evening = remote(await offered({ limits: { maxFadeSteps: 3 } }));
    await evening.invoke("recall", { transitionTime: 3600 });
    await clock.advance(3_600_000);
    await settled();
    expect(floor.writes).toEqual([
      ["on", true],
      ["on", true],
      ["on", false],
    ]);
  });
});
