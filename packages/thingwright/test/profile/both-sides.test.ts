import { httpClient } from "@thingwright/binding-http";
import type { Form } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { Servient } from "../../src/index.js";
import { serveLamp } from "../support/served-lamp.js";

const isWebhook = ({ subprotocol }: Form): boolean => subprotocol === "webhook";

const overHttp = () => new Servient({ clients: [httpClient({ callbacks: {} })] });

describe("a Thing and a Consumer of ours", () => {
  it("profile-5-2-thing-protocol-binding-1: use every operation of the HTTP Basic Profile", async () => {
    const init = {
      properties: { level: { type: "integer", default: 0 }, on: { type: "boolean", default: false } },
      actions: { double: { input: { type: "integer" }, output: { type: "integer" } }, fade: { synchronous: false } },
    } as const;
    await using lamp = await serveLamp(init, {}, (thing) => {
      thing.setActionHandler("double", async (input) => 2 * (await input.value()));
      thing.setActionHandler("fade", () => new Promise(() => {}));
    });
    await using servient = overHttp();
    const consumed = servient.consume(await servient.requestThingDescription(`${lamp.base}/.well-known/wot`));
    await consumed.write("level", 5);
    expect(await consumed.read("level")).toBe(5);
    await consumed.writeMultiple({ level: 6, on: true });
    expect(await consumed.readAll()).toEqual({ level: 6, on: true });
    expect(await consumed.invoke("double", 4)).toBe(8);
    const fading = await consumed.start("fade");
    expect((await fading.status()).status).toBe("running");
    expect((await consumed.queryAllActions()).fade).toHaveLength(1);
    await fading.cancel();
    expect((await consumed.queryAllActions()).fade).toEqual([]);
  });

  it("http-sse-profile-protocol-binding-1: tell each other of everything by event streams", async () => {
    const init = {
      properties: { level: { type: "integer", default: 0, observable: true } },
      events: { overheated: { data: { type: "number" } }, burnt: {} },
    } as const;
    await using lamp = await serveLamp(init);
    await using servient = overHttp();
    const consumed = servient.consume(lamp.td);
    await using level = consumed.observe("level");
    await using overheated = consumed.subscribe("overheated");
    await using changes = consumed.observeAll();
    await using happenings = consumed.subscribeAll();
    await Promise.all([level, overheated, changes, happenings].map(({ ready }) => ready));
    lamp.exposed.set("level", 5);
    lamp.exposed.emitEvent("overheated", 90.5);
    lamp.exposed.emitEvent("burnt");
    expect([(await level.next()).value, (await overheated.next()).value]).toEqual([5, 90.5]);
    expect((await changes.next()).value).toEqual({ level: 5 });
    expect([(await happenings.next()).value, (await happenings.next()).value]).toEqual([
      { overheated: 90.5 },
      { burnt: null },
    ]);
  });

  it("http-webhook-profile-protocol-binding-1: tell each other of everything by webhooks", async () => {
    const init = {
      properties: { level: { type: "integer", default: 0, observable: true } },
      events: { overheated: { data: { type: "number" } }, burnt: {} },
    } as const;
    const http = { port: 0, callbacks: { allow: () => true, networks: ["127.0.0.1"] } };
    await using lamp = await serveLamp(init, { http });
    await using servient = overHttp();
    const consumed = servient.consume(lamp.td);
    const { properties = {}, events = {} } = lamp.td;
    const formIndex = (forms: readonly Form[] = []) => ({ formIndex: forms.findIndex(isWebhook) });
    const level = consumed.observe("level", formIndex(properties.level?.forms));
    const overheated = consumed.subscribe("overheated", formIndex(events.overheated?.forms));
    const burnt = consumed.subscribe("burnt", formIndex(events.burnt?.forms));
    const whole = (op: string) => ({
      formIndex: (lamp.td.forms ?? []).findIndex((form) => isWebhook(form) && form.op?.includes(op as never)),
    });
    const changes = consumed.observeAll(whole("observeallproperties"));
    const happenings = consumed.subscribeAll(whole("subscribeallevents"));
    await Promise.all([level, overheated, burnt, changes, happenings].map(({ ready }) => ready));
    lamp.exposed.set("level", 5);
    lamp.exposed.emitEvent("overheated", 90.5);
    expect([(await level.next()).value, (await overheated.next()).value]).toEqual([5, 90.5]);
    expect([(await changes.next()).value, (await happenings.next()).value]).toEqual([
      { level: 5 },
      { overheated: 90.5 },
    ]);
    lamp.exposed.emitEvent("burnt");
    expect([(await burnt.next()).value, (await happenings.next()).value]).toEqual([undefined, { burnt: null }]);
    await Promise.all([level, overheated, burnt, changes, happenings].map((each) => each.return()));
  });
});
