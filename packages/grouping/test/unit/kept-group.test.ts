import { FakeClock, settled } from "@thingwright/contract-tests";
import type { Servient } from "@thingwright/core";
import { thingModel } from "@thingwright/thing-descriptions";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KeptGroup, type KeptGroupOptions, localMembers } from "../../src/index.js";
import { house, idOf, Lamp } from "../support/lamps.js";

const id = "urn:example:office";

let servient: Servient;
let clock: FakeClock;

beforeEach(async () => {
  servient = await house();
  clock = new FakeClock();
});

afterEach(() => servient.stop());

const lamp = (title: string, brightness = 0, more: object = {}): Promise<Lamp> =>
  Lamp.expose(servient, title, { on: false, brightness }, more);

const kept = (titles: readonly string[], more: Partial<KeptGroupOptions> = {}): Promise<KeptGroup> =>
  KeptGroup.start(servient, localMembers(servient.things), {
    ...{ id, title: "Office", members: titles.map(idOf), clock },
    ...more,
  });

const office = () => servient.consume(servient.things.get(id)!.description);
const plain = { properties: { on: { type: "boolean", observable: true } } };

describe("a kept group", () => {
  it("is offered when the first member comes, and not after the last has gone", async () => {
    const group = await kept(["Desk", "Shelf"]);
    expect([[...group.things()], [...group.problems()]]).toEqual([
      [],
      [`${idOf("Desk")} is not there`, `${idOf("Shelf")} is not there`],
    ]);
    const desk = await lamp("Desk");
    await clock.advance(1_000);
    expect([...group.things()].map(({ title }) => title)).toEqual(["Office"]);
    expect([...group.problems()]).toEqual([`${idOf("Shelf")} is not there`]);
    await desk.thing.destroy();
    await clock.advance(1_000);
    expect([...group.things()]).toEqual([]);
    await group.stop();
  });

  it("goes on as the same Thing with other members that share the same, and tells their values", async () => {
    const desk = await lamp("Desk", 10);
    await using group = await kept(["Desk", "Shelf"]);
    const exposed = servient.things.get(id);
    const seen: unknown[] = [];
    const values = office().observe("brightness");
    void (async () => {
      for await (const value of values) seen.push(value);
    })();
    await values.ready;
    const shelf = await lamp("Shelf", 30);
    await clock.advance(1_100);
    expect(servient.things.get(id)).toBe(exposed);
    expect([seen, await office().read("members")]).toEqual([[20], [idOf("Desk"), idOf("Shelf")]]);
    await office().write("on", true);
    expect([desk, shelf].map(({ writes }) => writes)).toEqual([[["on", true]], [["on", true]]]);
    expect([...group.problems()]).toEqual([]);
  });

  it("becomes another Thing when its members share something else", async () => {
    await lamp("Desk");
    await using group = await kept(["Desk", "Shelf"]);
    expect(Object.keys([...group.things()][0]!.properties!)).toContain("brightness");
    const shelf = await lamp("Shelf", 0, plain);
    await clock.advance(1_000);
    expect(Object.keys([...group.things()][0]!.properties!)).not.toContain("brightness");
    await shelf.thing.destroy();
    await clock.advance(1_000);
    expect(Object.keys([...group.things()][0]!.properties!)).toContain("brightness");
  });

  it("leaves out whom the model cannot take, and says why", async () => {
    await lamp("Desk");
    await lamp("Bell", 0, { properties: { volume: { type: "integer" } } });
    await using group = await kept(["Bell", "Desk"], { as: await thingModel("light-group") });
    expect([...group.things()]).toHaveLength(1);
    expect([...group.problems()]).toEqual(["the model requires /properties/on, which Bell cannot give a group"]);
    expect(await office().read("members")).toEqual([idOf("Desk")]);
  });

  it("says why it is not offered, and is as soon as it can be", async () => {
    const bell = await lamp("Bell", 0, { properties: { volume: { type: "integer" } } });
    await lamp("Desk");
    await using group = await kept(["Bell", "Desk"]);
    expect([...group.problems()]).toEqual(['the members of "Office" share no property and no action']);
    await bell.thing.destroy();
    await clock.advance(1_000);
    expect([...group.things()]).toHaveLength(1);
  });

  it("may have groups among its members", async () => {
    const [desk, shelf, floor] = [await lamp("Desk", 10), await lamp("Shelf", 20), await lamp("Floor", 60)];
    await using _inner = await kept(["Desk", "Shelf"], { id: "urn:example:inner", title: "Inner" });
    await using _outer = await kept(["Floor"], { members: ["urn:example:inner", idOf("Floor")] });
    expect(await office().read("brightness")).toBe(38);
    await office().write("brightness", 5);
    for (const { writes } of [desk, shelf, floor]) expect(writes).toEqual([["brightness", 5]]);
  });

  it("gathers many that come at once", async () => {
    await using group = await kept(["Desk", "Shelf", "Floor"]);
    for (const title of ["Desk", "Shelf", "Floor"]) await lamp(title);
    await settled();
    expect([...group.things()]).toEqual([]);
    await clock.advance(1_000);
    expect(await office().read("members")).toHaveLength(3);
  });
});
