import { type Building, startBuilding } from "@thingwright/gateway";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Json, ProfileConsumer } from "../support/profile-consumer.js";

const consumer = new ProfileConsumer();
let building: Building;
let things: readonly Json[];

beforeAll(async () => {
  building = await startBuilding({ httpPort: 0, coapPort: 0, mqttPort: 0 });
  things = await consumer.discover(`${building.addresses.http}/.well-known/wot`);
});

afterAll(() => building?.stop());

const titled = (title: string): Json => things.find((td) => td.title === title);

describe("a Consumer that knows the Profile only", () => {
  it("finds Things that claim the HTTP Basic and the HTTP SSE Profile", () => {
    expect(things.length).toBeGreaterThanOrEqual(8);
    for (const td of things) expect([consumer.speaksBasic(td), consumer.speaksSse(td)], td.title).toEqual([true, true]);
  });

  it("profile-5-2-thing-protocol-binding-1: operates every Thing of the building by the binding of the Basic Profile", async () => {
    for (const td of things) {
      const all = await consumer.readAllProperties(td);
      expect([all.status, all.type], td.title).toEqual([200, "application/json"]);
      for (const name of Object.keys(JSON.parse(all.text))) {
        const one = await consumer.readProperty(td, name);
        expect([one.status, one.type], `${td.title} ${name}`).toEqual([200, "application/json"]);
      }
      if (td.actions === undefined) continue;
      const queried = await consumer.queryAllActions(td);
      expect([queried.status, Object.keys(JSON.parse(queried.text))]).toEqual([200, Object.keys(td.actions)]);
    }
  });

  it("switches a lamp and reads it back, alone and with others", async () => {
    const lamp = titled("Corridor lamp");
    expect((await consumer.writeProperty(lamp, "on", true)).status).toBe(204);
    expect((await consumer.readProperty(lamp, "on")).text).toBe("true");
    expect((await consumer.writeMultipleProperties(lamp, { on: false, brightness: 40 })).status).toBe(204);
    expect((await consumer.readProperty(lamp, "on")).text).toBe("false");
  });

  it("invokes an action", async () => {
    expect(await consumer.invokeAction(titled("Corridor lamp"), "identify")).toEqual({
      status: 204,
      type: undefined,
      text: "",
    });
  });

  it("is told why in problem details", async () => {
    const lamp = titled("Corridor lamp");
    for (const refused of [
      await consumer.writeProperty(lamp, "brightness", "bright"),
      await consumer.writeMultipleProperties(lamp, { brightness: 101 }),
      await consumer.invokeAction(lamp, "identify", { loudly: true }),
    ]) {
      expect([refused.status, refused.type]).toEqual([400, "application/problem+json"]);
      expect(JSON.parse(refused.text)).toMatchObject({ title: expect.any(String), status: 400 });
    }
  });

  it("http-sse-profile-protocol-binding-1: observes properties and subscribes to events by the binding of the SSE Profile", async () => {
    const lamp = titled("Desk panel");
    using one = await consumer.observeProperty(lamp, "on");
    using all = await consumer.observeAllProperties(lamp);
    using event = await consumer.subscribeEvent(titled("Air conditioner"), "alarm");
    using events = await consumer.subscribeAllEvents(titled("Air conditioner"));
    for (const { status, type } of [one, all, event, events])
      expect([status, type]).toEqual([200, "text/event-stream"]);
    const isOn = JSON.parse((await consumer.readProperty(lamp, "on")).text);
    await consumer.writeProperty(lamp, "on", !isOn);
    expect(await one.next()).toMatchObject({ event: "on", data: String(!isOn), id: expect.any(String) });
    let change = await all.next();
    while (change.event !== "on") change = await all.next();
    expect(change.data).toBe(String(!isOn));
  });
});
