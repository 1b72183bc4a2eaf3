import { Servient } from "@thingwright/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { lampDescription } from "./lamp.js";

const servient = new Servient();
const { properties, actions, events } = lampDescription;
const lamp = servient.produce({ title: "Lamp", properties, actions, events });

describe("a Thing produced from a literal", () => {
  it("has handlers with the types of its affordances", () => {
    lamp
      .setPropertyReadHandler("on", () => true)
      .setPropertyReadHandler("level", async ({ uriVariables }) => {
        expectTypeOf(uriVariables?.unit).toEqualTypeOf<"percent" | "lumen" | undefined>();
        return 5;
      })
      .setPropertyWriteHandler("mode", async (value) => {
        expectTypeOf(await value.value()).toEqualTypeOf<"day" | "night">();
      })
      .setActionHandler("fade", async (input) => {
        expectTypeOf(await input.value()).toEqualTypeOf<{ readonly to: number; readonly ms?: number }>();
        return 5;
      })
      .setActionHandler("toggle", () => {});
    lamp.set("level", 5);
    lamp.emitEvent("failed", { reason: "broken" });
    lamp.emitEvent("started");
    expect(lamp.title).toBe("Lamp");
  });

  it("refuses at compile time what would fail later", () => {
    expectTypeOf(lamp.set<"level">).parameters.toEqualTypeOf<["level", number]>();
    const compiled = (_: () => unknown): void => {};
    compiled(() => {
      // @ts-expect-error a misspelt property
      lamp.setPropertyReadHandler("onn", () => true);
      // @ts-expect-error a handler that answers with another type
      lamp.setPropertyReadHandler("on", () => "yes");
      // @ts-expect-error a property that is read-only
      lamp.setPropertyWriteHandler("power", () => {});
      // @ts-expect-error an action that has an output
      lamp.setActionHandler("fade", () => {});
      // @ts-expect-error a value of another type
      lamp.set("level", "half");
      // @ts-expect-error data of another type
      lamp.emitEvent("failed", { reason: 5 });
      // @ts-expect-error data is missing
      lamp.emitEvent("failed");
    });
  });
});
