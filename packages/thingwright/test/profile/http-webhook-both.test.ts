import { httpClient } from "@thingwright/binding-http";
import type { Form } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { Servient } from "../../src/index.js";
import { serveLamp } from "../support/served-lamp.js";

const isWebhook = ({ subprotocol }: Form): boolean => subprotocol === "webhook";

describe("a Thing and a Consumer of ours", () => {
  it("http-webhook-profile-protocol-binding-1: tell each other of everything by webhooks", async () => {
    const init = {
      properties: { level: { type: "integer", default: 0, observable: true } },
      events: { overheated: { data: { type: "number" } }, burnt: {} },
    } as const;
    const http = { port: 0, callbacks: { allow: () => true, networks: ["127.0.0.1"] } };
    await using lamp = await serveLamp(init, { http });
    await using servient = new Servient({ clients: [httpClient({ callbacks: {} })] });
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
