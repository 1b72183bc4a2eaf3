import { MemoryNetwork, memoryClient, memoryServer } from "@thingwright/binding-memory";
import { type ConsumedThing, type ExposedThing, Servient } from "@thingwright/core";
import { describe, expect, it } from "vitest";
import type * as WoT from "wot-typescript-definitions";
import { describedThing, scriptedBinding } from "../support/scripted-binding.js";

/** The entry points that a script of the Scripting API finds. */
type ScriptingApi = Pick<
  typeof WoT,
  "produce" | "consume" | "requestThingDescription" | "discover" | "exploreDirectory"
>;

/** A script as it is written for any runtime of the Scripting API: it knows the W3C's types only. */
async function script(wot: ScriptingApi): Promise<{ thing: WoT.ExposedThing; lamp: WoT.ConsumedThing }> {
  let level = 10;
  const thing = await wot.produce({
    title: "Scripted lamp",
    properties: { level: { type: "integer", observable: true } },
    actions: { dim: { input: { type: "integer" }, output: { type: "integer" } } },
    events: { dimmed: { data: { type: "integer" } } },
  });
  thing
    .setPropertyReadHandler("level", async () => level)
    .setPropertyWriteHandler("level", async (input) => {
      level = (await input.value()) as number;
      thing.emitPropertyChange("level");
    })
    .setActionHandler("dim", async (input) => {
      level -= (await input.value()) as number;
      thing.emitEvent("dimmed", level);
      return level;
    });
  await thing.expose();
  return { thing, lamp: await wot.consume(thing.getThingDescription()) };
}

const assignable = <T>(value: T): T => value;

describe("the Scripting API", () => {
  it("has the W3C's types", () => {
    const servient = new Servient();
    assignable<ScriptingApi>(servient.wot);
    const consumed = {} as ConsumedThing;
    const exposed = {} as ExposedThing;
    assignable<WoT.ConsumedThing>(consumed);
    assignable<WoT.ExposedThing>(exposed);
    for (const name of ["produce", "consume", "requestThingDescription", "discover", "exploreDirectory"] as const) {
      expect(servient.wot[name]).toBeTypeOf("function");
    }
  });

  it("runs a script that knows nothing but it", async () => {
    const network = new MemoryNetwork();
    await using servient = new Servient({
      clients: [memoryClient(network)],
      servers: [memoryServer(network, { name: "home" })],
    });
    const { lamp, thing } = await script(await servient.start());
    const levels: unknown[] = [];
    const observation = await lamp.observeProperty("level", async (output) => void levels.push(await output.value()));
    const event = await lamp.subscribeEvent("dimmed", async (output) => void levels.push(await output.value()));
    expect(await (await lamp.readProperty("level")).value()).toBe(10);
    await lamp.writeProperty("level", 8);
    await lamp.writeMultipleProperties(new Map([["level", 7]]));
    const output = await lamp.invokeAction("dim", 3);
    expect(await output?.value()).toBe(4);
    expect(await (await lamp.readMultipleProperties(["level"])).get("level")?.value()).toBe(4);
    await observation.stop();
    await event.stop();
    expect(levels).toEqual([8, 7, 4]);
    await thing.destroy();
    await expect(lamp.readProperty("level")).rejects.toThrow();
  });

  it("rejects, and never throws, what it cannot do", async () => {
    const { wot } = new Servient();
    await expect(wot.produce({})).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
    await expect(wot.consume({} as never)).rejects.toMatchObject({ code: "WOT_TD_INVALID" });
    await expect(wot.requestThingDescription("x:y")).rejects.toMatchObject({ code: "WOT_NO_FORM" });
    await expect(wot.discover()).rejects.toMatchObject({ code: "WOT_OPERATION" });
    const consumed = await wot.consume(describedThing({}) as never);
    await expect(consumed.readProperty("x")).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    await expect(consumed.observeProperty("x", () => {})).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    await expect(consumed.subscribeEvent("x", () => {})).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    await expect(consumed.invokeAction("x")).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
  });

  it("lists the Thing Descriptions of a directory, until it is stopped", async () => {
    const listed = [describedThing({ title: "One" }), describedThing({ title: "Two" })];
    const things = { type: "array", forms: [{ href: "script://directory/things" }] };
    const directory = describedThing({ properties: { things } } as never);
    const { binding } = scriptedBinding({
      request: ({ url }) => (url.endsWith("/things") ? listed : directory),
    });
    const { wot } = new Servient({ clients: [binding] });
    const titles = async (most: number) => {
      const found: unknown[] = [];
      const process = await wot.exploreDirectory("script://directory");
      for await (const { title } of process) {
        found.push(title);
        if (found.length === most) process.stop();
      }
      expect(process.done).toBe(true);
      return found;
    };
    expect(await titles(5)).toEqual(["One", "Two"]);
    expect(await titles(1)).toEqual(["One"]);
  });
});
