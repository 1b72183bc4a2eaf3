import { describe, expect, it } from "vitest";
import { pair } from "../../support/lamp.js";

const init = {
  title: "Loose",
  properties: { level: { type: "integer", observable: true } },
  actions: { tell: { output: { type: "object" } }, start: { input: { type: "integer" } } },
  events: { rang: { data: { type: "integer" } } },
} as const;

const loose = () =>
  pair(init as never, { lenient: true }, (thing) => {
    thing.setPropertyReadHandler("level", () => "high");
    thing.setActionHandler("tell", () => "a text");
    thing.setActionHandler("start", () => undefined);
  });

describe("a lenient Servient", () => {
  it("hands on what its handlers give, whatever the schema says", async () => {
    await using thing = await loose();
    const output = await thing.consumed.readProperty("level");
    expect(Buffer.from(await output.arrayBuffer()).toString()).toBe('"high"');
    const told = await thing.consumed.invokeAction("tell");
    expect(Buffer.from((await told?.arrayBuffer()) as ArrayBuffer).toString()).toBe('"a text"');
  });

  it("emits what its program emits, nothing too", async () => {
    await using thing = await loose();
    expect(() => thing.exposed.emitEvent("rang", "loudly")).not.toThrow();
    expect(() => thing.exposed.emitEvent("rang")).not.toThrow();
    await using subscription = thing.consumed.subscribe("rang");
    await subscription.ready;
    thing.exposed.emitEvent("rang", 3);
    expect((await subscription.next()).value).toBe(3);
  });

  it("does not say of an action that it is synchronous when its program does not", async () => {
    await using thing = await loose();
    expect(thing.exposed.description.actions?.tell).not.toHaveProperty("synchronous");
  });

  it("refuses what a peer sends and no schema takes", async () => {
    await using thing = await loose();
    const form = thing.exposed.description.actions?.start?.forms[0];
    const unchecked = thing.servient.consume({
      ...thing.exposed.description,
      actions: { start: { input: { type: "string" }, forms: [form] } },
    } as never);
    await expect(unchecked.invoke("start", "now")).rejects.toMatchObject({ problem: { code: "WOT_DATA_INVALID" } });
  });
});
