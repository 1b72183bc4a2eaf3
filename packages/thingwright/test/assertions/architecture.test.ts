import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { memoryCredentials } from "../../src/index.js";
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

describe("Architecture 1.1 §10.4, credentials", () => {
  it("arch-security-consideration-no-expose-cred: a script that has everything finds no credential in it", async () => {
    const secrets = { username: "ada", password: "canary-secret" };
    await using lamp = await ForeignThing.start((_, response) => answerJson(response, true));
    await using servient = consumer({ credentials: memoryCredentials({ "urn:lamp": { door: secrets } }) });
    const td = lamp.describe({
      ...{ id: "urn:lamp", securityDefinitions: { door: { scheme: "basic" } }, security: "door" },
      properties: { on: { type: "boolean", forms: [{ href: "on" }] } },
    });
    const thing = servient.consume(td);
    expect(await thing.read("on")).toBe(true);
    expect(lamp.requests[0]?.headers.authorization).toMatch(/^Basic /);
    const everything = inspect([servient, servient.wot, thing], { depth: 20, showHidden: true, getters: true });
    expect(everything).toContain("urn:lamp");
    expect(everything).not.toContain("canary-secret");
    expect(everything).not.toContain(Buffer.from("ada:canary-secret").toString("base64"));
  });
});
