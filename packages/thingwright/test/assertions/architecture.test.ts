import { describe, expect, it } from "vitest";
import { answerJson, consumer, ForeignThing } from "../support/foreign-thing.js";
import { serveLamp } from "../support/served-lamp.js";

describe("Architecture 1.1 §6.4, interaction affordances", () => {
  it("arch-action-functions: an action changes several properties at once, by a logic of its own", async () => {
    const init = {
      properties: { on: { type: "boolean", default: false }, level: { type: "integer", default: 0 } },
      actions: { toggle: {} },
    } as const;
    await using lamp = await serveLamp(init, {}, (thing) => {
      const state = { on: false, level: 0 };
      thing.setPropertyReadHandler("on", async () => state.on);
      thing.setPropertyReadHandler("level", async () => state.level);
      thing.setActionHandler("toggle", async () => {
        state.on = !state.on;
        state.level = state.on ? 100 : 0;
        return undefined;
      });
    });
    const consumed = lamp.servient.consume(lamp.td);
    await consumed.invoke("toggle");
    expect([await consumed.read("on"), await consumed.read("level")]).toEqual([true, 100]);
  });

  it("arch-event-trigger: an event comes of what no property shows", async () => {
    await using lamp = await serveLamp({ events: { knock: { data: { type: "string" } } } });
    await using knocks = lamp.servient.consume(lamp.td).subscribe("knock");
    const first = knocks[Symbol.asyncIterator]().next();
    await knocks.ready;
    lamp.exposed.emitEvent("knock", "at the door");
    expect((await first).value).toBe("at the door");
  });
});

describe("Architecture 1.1 §6.5, hypermedia controls", () => {
  it("arch-form-iris2: a Form leads to another resource than its Thing, on another host too", async () => {
    await using meter = await ForeignThing.start((_, response) => answerJson(response, 7));
    await using lamp = await ForeignThing.start((_, response) => void response.writeHead(404).end());
    await using servient = consumer();
    const td = lamp.describe({ properties: { used: { readOnly: true, forms: [{ href: `${meter.origin}/used` }] } } });
    expect(await servient.consume(td).read("used")).toBe(7);
    expect([meter.requests.length, lamp.requests.length]).toEqual([1, 0]);
  });
});
