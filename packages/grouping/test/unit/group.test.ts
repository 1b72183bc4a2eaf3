import { FakeClock, settled } from "@thingwright/contract-tests";
import type { Servient } from "@thingwright/core";
import { RemoteError } from "@thingwright/errors";
import { validateThingDescription } from "@thingwright/td";
import { thingModel } from "@thingwright/thing-descriptions";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { consumedMember, type Group, type GroupOptions, group, localMember } from "../../src/index.js";
import { house, idOf, Lamp } from "../support/lamps.js";

const id = "urn:example:lights";
const options = { id, title: "Lights" };

let servient: Servient;
let desk: Lamp;
let shelf: Lamp;
let floor: Lamp;

beforeEach(async () => {
  servient = await house();
  desk = await Lamp.expose(servient, "Desk", { on: false, brightness: 10 });
  shelf = await Lamp.expose(servient, "Shelf", { on: false, brightness: 20 });
  floor = await Lamp.expose(servient, "Floor", { on: false, brightness: 60 });
});

afterEach(() => servient.stop());

const membersOf = (...lamps: readonly Lamp[]) => lamps.map(({ thing }) => localMember(servient.things.get(thing.id)!));
const offered = (more: Partial<GroupOptions> = {}): Promise<Group> =>
  group(servient, membersOf(desk, shelf, floor), { ...options, ...more });
const remote = ({ thing }: Group) => servient.consume(thing.description);

describe("a group", () => {
  it("has what its members share, and its own", async () => {
    const { thing } = await offered();
    const { properties, actions } = thing.description;
    expect(validateThingDescription(thing.description)).toEqual([]);
    expect(Object.keys(properties!)).toEqual(["on", "brightness", "members", "mixed", "memberStates", "outcomes"]);
    expect(Object.keys(actions!)).toEqual(["apply"]);
    expect(properties!.brightness).toMatchObject({
      type: "integer",
      unit: "qudtUnit:PERCENT",
      minimum: 0,
      maximum: 100,
    });
    expect(await remote(await offered({ id: "urn:2" })).read("members")).toEqual(["Desk", "Shelf", "Floor"].map(idOf));
  });

  it("writes to all members", async () => {
    const lights = remote(await offered());
    await lights.write("brightness", 80);
    for (const lamp of [desk, shelf, floor]) expect(lamp.writes).toEqual([["brightness", 80]]);
    expect(await lights.read("outcomes")).toEqual(
      ["Desk", "Shelf", "Floor"].map((title) => ({ member: idOf(title), title, done: true })),
    );
  });

  it("reads truths that hold for any, and means of numbers", async () => {
    const lights = remote(await offered());
    expect(await lights.read("on")).toBe(false);
    expect(await lights.read("brightness")).toBe(30);
    shelf.set("on", true);
    expect(await lights.read("on")).toBe(true);
    expect(await lights.read("mixed")).toEqual(["on", "brightness"]);
  });

  it("says of a write that some did not carry out who did and who did not, and why", async () => {
    shelf.isAway = true;
    const lights = remote(await offered());
    const error = await lights.write("on", true).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(RemoteError);
    const outcomes = [
      { member: idOf("Desk"), title: "Desk", done: true },
      {
        member: idOf("Shelf"),
        title: "Shelf",
        done: false,
        problem: expect.objectContaining({ code: "WOT_UNAVAILABLE", status: 503 }),
      },
      { member: idOf("Floor"), title: "Floor", done: true },
    ];
    expect((error as RemoteError).problem).toMatchObject({
      code: "WOT_MEMBERS",
      status: 502,
      detail: "1 of 3 members did not do it: Shelf (Unavailable)",
      outcomes,
    });
    expect(await lights.read("outcomes")).toEqual(outcomes);
    expect([desk, floor].map(({ writes }) => writes)).toEqual([[["on", true]], [["on", true]]]);
  });

  it("is answered with the outcomes when several values are applied", async () => {
    floor.isAway = true;
    const lights = remote(await offered());
    const outcomes = await lights.invoke<readonly { done: boolean }[]>("apply", { on: true, brightness: 5 });
    expect(outcomes.map(({ done }) => done)).toEqual([true, true, false]);
    expect(desk.writes).toEqual([
      ["on", true],
      ["brightness", 5],
    ]);
    await expect(lights.invoke("apply", { colour: "red" })).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    await expect(lights.invoke("apply", {})).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("does not count who is away in what is read, and can be read while anybody is there", async () => {
    const lights = remote(await offered());
    floor.isAway = true;
    expect(await lights.read("brightness")).toBe(15);
    expect(await lights.read("memberStates")).toEqual([
      { member: idOf("Desk"), title: "Desk", available: true, values: { on: false, brightness: 10 } },
      { member: idOf("Shelf"), title: "Shelf", available: true, values: { on: false, brightness: 20 } },
      { member: idOf("Floor"), title: "Floor", available: false, values: {} },
    ]);
    for (const lamp of [desk, shelf]) lamp.isAway = true;
    await expect(lights.read("brightness")).rejects.toMatchObject({ problem: { code: "WOT_UNAVAILABLE" } });
  });

  it("tells of changes of its members, many at once as one, and of none that leave it as it was", async () => {
    const clock = new FakeClock();
    const lights = remote(await offered({ clock }));
    const seen: unknown[] = [];
    const changes = lights.observe("brightness");
    const reading = (async () => {
      for await (const value of changes) seen.push(value);
    })();
    await changes.ready;
    for (const lamp of [desk, shelf, floor]) lamp.set("brightness", 40);
    await settled();
    expect(seen).toEqual([]);
    await clock.advance(100);
    expect(seen).toEqual([40]);
    desk.set("brightness", 40);
    await clock.advance(100);
    expect(seen).toEqual([40]);
    shelf.set("brightness", 70);
    await clock.advance(100);
    expect(seen).toEqual([40, 50]);
    await changes.return();
    await reading;
  });

  it("asks so many members at a time, in their order", async () => {
    let busy = 0;
    let most = 0;
    const begun: string[] = [];
    for (const [name, lamp] of Object.entries({ desk, shelf, floor })) {
      lamp.onWrite = async () => {
        begun.push(name);
        busy += 1;
        most = Math.max(most, busy);
        await settled();
        busy -= 1;
      };
    }
    const lights = remote(await offered({ limits: { maxAtOnce: 2 } }));
    await lights.write("on", true);
    expect([most, begun]).toEqual([2, ["desk", "shelf", "floor"]]);
  });

  it("lets no write to a member overtake one before it", async () => {
    const lights = remote(await offered());
    let release = (): void => {};
    desk.onWrite = (_, value) => (value === 1 ? new Promise<void>((resolve) => (release = resolve)) : undefined);
    const first = lights.write("brightness", 1);
    const second = lights.write("brightness", 2);
    await settled();
    await settled();
    expect(desk.writes).toEqual([]);
    release();
    await Promise.all([first, second]);
    expect(desk.writes.map(([, value]) => value)).toEqual([1, 2]);
  });

  it("waits for none longer than its time, and holds nobody up for it", async () => {
    const clock = new FakeClock();
    const lights = remote(await offered({ clock }));
    desk.onWrite = () => new Promise(() => {});
    const outcomes = lights.invoke<readonly { done: boolean; problem?: { code: string } }[]>("apply", { on: true });
    await settled();
    expect([shelf, floor].map(({ writes }) => writes.length)).toEqual([1, 1]);
    await clock.advance(5_000);
    expect((await outcomes).map(({ done, problem }) => problem?.code ?? done)).toEqual(["WOT_TIMEOUT", true, true]);
  });

  it("does not ask whose turn has not come within the time of all", async () => {
    const clock = new FakeClock();
    const lights = remote(await offered({ clock, limits: { maxAtOnce: 1, timeoutMs: 10_000, deadlineMs: 15_000 } }));
    for (const lamp of [desk, shelf]) lamp.onWrite = () => new Promise(() => {});
    const outcomes = lights.invoke<readonly { problem?: { code: string } }[]>("apply", { on: true });
    await clock.advance(15_000);
    expect((await outcomes).map(({ problem }) => problem?.code)).toEqual(Array(3).fill("WOT_TIMEOUT"));
    expect(floor.writes).toEqual([]);
  });

  it("refuses no members, too many, one twice, and members that share nothing", async () => {
    await expect(group(servient, [], options)).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(offered({ limits: { maxMembers: 2 } })).rejects.toThrow("more than maxMembers (2)");
    await expect(group(servient, membersOf(desk, desk), options)).rejects.toThrow("is a member twice");
    const bell = await Lamp.expose(servient, "Bell", {}, { properties: { volume: { type: "integer" } } });
    await expect(group(servient, membersOf(desk, bell), options)).rejects.toThrow("share no property and no action");
  });

  it("lets go of its members when it stops", async () => {
    const clock = new FakeClock();
    const lights = await offered({ clock });
    await lights.stop();
    desk.set("on", true);
    expect(clock.pending).toBe(0);
    expect(servient.things.get(id)).toBeUndefined();
    expect(servient.things.get(idOf("Desk"))).toBeDefined();
  });
});

describe("a group of a model", () => {
  it("has what the model requires, and optional parts as soon as one member has them", async () => {
    const plain = await Lamp.expose(
      servient,
      "Plain",
      { on: true },
      {
        properties: { on: { type: "boolean", observable: true } },
      },
    );
    const as = await thingModel("light-group");
    const lights = await group(servient, membersOf(desk, plain), { ...options, as });
    const { properties, ...thing } = lights.thing.description;
    expect(validateThingDescription(lights.thing.description)).toEqual([]);
    expect(Object.keys(properties!)).toEqual(expect.arrayContaining(["on", "allOn", "brightness", "members"]));
    expect(properties).not.toHaveProperty("colorXy");
    expect(thing["@type"]).toEqual(["saref:Actuator", "brick:Lighting"]);
    const consumed = remote(lights);
    expect([await consumed.read("on"), await consumed.read("allOn")]).toEqual([true, false]);
    await consumed.write("brightness", 33);
    expect([desk.writes, plain.writes]).toEqual([[["brightness", 33]], []]);
    desk.set("on", true);
    expect(await consumed.read("allOn")).toBe(true);
  });

  it("names the member that lacks what the model requires", async () => {
    const bell = await Lamp.expose(servient, "Bell", {}, { properties: { volume: { type: "integer" } } });
    const as = await thingModel("light-group");
    await expect(group(servient, membersOf(desk, bell), { ...options, as })).rejects.toThrow(
      "the model requires /properties/on, which Bell cannot give a group",
    );
  });
});

describe("a group of members of several makers", () => {
  const temperature = (unit: string, minimum: number, maximum: number, more: object = {}) => ({
    properties: { targetTemperature: { type: "number", unit, minimum, maximum, observable: true, ...more } },
  });

  it("speaks one unit, whatever theirs is", async () => {
    const cellar = await Lamp.expose(
      servient,
      "Cellar",
      { targetTemperature: 20 },
      temperature("qudtUnit:DEG_C", 5, 30),
    );
    const attic = await Lamp.expose(
      servient,
      "Attic",
      { targetTemperature: 77 },
      temperature("qudtUnit:DEG_F", 41, 95),
    );
    const both = await group(servient, membersOf(cellar, attic), options);
    expect(both.thing.description.properties!.targetTemperature).toMatchObject({
      unit: "qudtUnit:DEG_C",
      minimum: 5,
      maximum: 35,
    });
    const rooms = remote(both);
    expect(await rooms.read("targetTemperature")).toBe(22.5);
    await rooms.write("targetTemperature", 25);
    expect([cellar.writes[0]![1], attic.writes[0]![1]]).toEqual([25, 77]);
  });

  it("gives each the nearest that it takes", async () => {
    const cellar = await Lamp.expose(
      servient,
      "Cellar",
      { targetTemperature: 20 },
      temperature("qudtUnit:DEG_C", 5, 30),
    );
    const steps = temperature("qudtUnit:DEG_C", 5, 35, { multipleOf: 0.5 });
    const attic = await Lamp.expose(servient, "Attic", { targetTemperature: 21 }, steps);
    const rooms = remote(await group(servient, membersOf(cellar, attic), options));
    await rooms.write("targetTemperature", 33.3);
    expect([cellar.writes[0]![1], attic.writes[0]![1]]).toEqual([30, 33.5]);
  });

  it("leaves out what is no longer the same in another unit or type", async () => {
    const one = await Lamp.expose(servient, "One", {}, temperature("qudtUnit:DEG_C", 5, 30));
    const other = await Lamp.expose(servient, "Other", {}, temperature("qudtUnit:PERCENT", 0, 100));
    await expect(group(servient, membersOf(one, other), options)).rejects.toThrow("share no property");
  });
});

describe("a group of Things elsewhere", () => {
  it("answers from what they let it observe, and writes to them", async () => {
    const consumed = [desk, shelf].map(({ thing }) => servient.consume(thing.description));
    const clock = new FakeClock();
    const members = consumed.map((thing) => consumedMember(thing, { clock }));
    await using lights = await group(servient, members, { ...options, clock });
    expect(await remote(lights).read("brightness")).toBe(15);
    desk.set("brightness", 50);
    await clock.advance(100);
    let reads = 0;
    desk.thing.setPropertyReadHandler("brightness", () => {
      reads += 1;
      return 50;
    });
    expect(await remote(lights).read("brightness")).toBe(35);
    expect(reads).toBe(0);
    await remote(lights).write("on", true);
    expect([desk, shelf].map(({ writes }) => writes)).toEqual([[["on", true]], [["on", true]]]);
  });
});
