import { Servient } from "@thingwright/core";
import type { ActionTypes, EventTypes, PropertyTypes, ThingDescription } from "@thingwright/td";
import { describe, expect, expectTypeOf, it } from "vitest";
import { lampDescription } from "./lamp.js";

const servient = new Servient();
const lamp = servient.consume(lampDescription);
/** Is compiled and never called: what is in it is for the compiler. */
const compiled = (_: () => unknown): void => {};

describe("a Thing consumed by a literal", () => {
  it("has the names and values of its properties", () => {
    compiled(async () => {
      expectTypeOf(await lamp.read("on")).toEqualTypeOf<boolean>();
      expectTypeOf(await lamp.read("level", { uriVariables: { unit: "percent" } })).toEqualTypeOf<number>();
      expectTypeOf(await lamp.read("mode")).toEqualTypeOf<"day" | "night">();
      expectTypeOf(await lamp.read("colour")).toEqualTypeOf<{
        readonly hue: number;
        readonly names?: readonly string[];
      }>();
      expectTypeOf(await lamp.read("point")).toEqualTypeOf<readonly [number, string]>();
      expectTypeOf(await lamp.read("either")).toEqualTypeOf<string | null>();
      expectTypeOf(await lamp.read("anything")).toEqualTypeOf<unknown>();
      expectTypeOf((await lamp.readAll()).power).toEqualTypeOf<number>();
      expectTypeOf(await lamp.readMultiple(["on", "mode"])).toEqualTypeOf<{ on: boolean; mode: "day" | "night" }>();
      for await (const on of lamp.observe("on")) expectTypeOf(on).toEqualTypeOf<boolean>();
      await lamp.write("colour", { hue: 3 });
      await lamp.writeMultiple({ on: true, mode: "day" });
    });
    expect(lamp.title).toBe("Lamp");
  });

  it("refuses at compile time what the Thing would refuse", () => {
    compiled(async () => {
      // @ts-expect-error a misspelt property
      await lamp.read("onn");
      // @ts-expect-error a property that is write-only
      await lamp.read("pin");
      // @ts-expect-error a variable with another value
      await lamp.read("level", { uriVariables: { unit: "candela" } });
      // @ts-expect-error a variable that is none
      await lamp.read("level", { uriVariables: { units: "lumen" } });
      // @ts-expect-error a value of another type
      await lamp.write("level", "half");
      // @ts-expect-error a value outside the enumeration
      await lamp.write("mode", "dusk");
      // @ts-expect-error a property that is read-only
      await lamp.write("power", 3);
      // @ts-expect-error a required member is missing
      await lamp.write("colour", { names: [] });
      // @ts-expect-error a property that is not observable
      lamp.observe("level");
      // @ts-expect-error one of several is misspelt
      await lamp.readMultiple(["on", "modus"]);
      // @ts-expect-error one of several has another type
      await lamp.writeMultiple({ on: 1 });
    });
  });

  it("has the inputs and outputs of its actions", () => {
    compiled(async () => {
      expectTypeOf(await lamp.invoke("fade", { to: 5 })).toEqualTypeOf<number>();
      expectTypeOf(await lamp.invoke("toggle")).toEqualTypeOf<undefined>();
      expectTypeOf(await (await lamp.start("fade", { to: 5, ms: 100 })).result()).toEqualTypeOf<number>();
      // @ts-expect-error a required input is missing
      await lamp.invoke("fade");
      // @ts-expect-error a required member of the input is missing
      await lamp.invoke("fade", { ms: 100 });
      // @ts-expect-error an input where there is none
      await lamp.invoke("toggle", 1);
      // @ts-expect-error a misspelt action
      await lamp.start("fad", { to: 5 });
    });
  });

  it("has the data of its events and what a subscription says", () => {
    compiled(async () => {
      for await (const data of lamp.subscribe("failed", { subscription: { above: 3 } })) {
        expectTypeOf(data).toEqualTypeOf<{ readonly reason: string }>();
      }
      // @ts-expect-error a misspelt event
      lamp.subscribe("fail");
      // @ts-expect-error a subscription of another type
      lamp.subscribe("failed", { subscription: { above: "3" } });
    });
  });
});

interface Thermostat {
  readonly properties: { readonly target: PropertyTypes<number, "read" | "write"> };
  readonly actions: { readonly boost: ActionTypes<{ readonly minutes: number }, undefined> };
  readonly events: { readonly overheated: EventTypes<string, undefined> };
}

describe("a Thing consumed at run time", () => {
  const description = lampDescription as unknown as ThingDescription;

  it("is typed by generated types when they are given", () => {
    compiled(async () => {
      const thermostat = servient.consume<Thermostat>(description);
      expectTypeOf(await thermostat.read("target")).toEqualTypeOf<number>();
      await thermostat.invoke("boost", { minutes: 5 });
      // @ts-expect-error a misspelt property
      await thermostat.read("traget");
      // @ts-expect-error a property that is not observable
      thermostat.observe("target");
    });
  });

  it("takes any name, and the type that the caller gives", () => {
    compiled(async () => {
      const thing = servient.consume(description);
      expectTypeOf(await thing.read<number>("whatever")).toEqualTypeOf<number>();
      expectTypeOf(await thing.read("whatever")).toEqualTypeOf<unknown>();
      // biome-ignore lint/suspicious/noExplicitAny: what a script without types passes
      await servient.consume(description as any).write("whatever", 1);
    });
  });

  it("stands for a typed one, and a typed one for it", () => {
    compiled(() => {
      const known = (_: typeof lamp): void => {};
      const untyped = (_: ReturnType<typeof servient.consume>): void => {};
      untyped(lamp);
      // @ts-expect-error its names are not known to be a lamp's
      known(servient.consume({ ...lampDescription, properties: {} }));
    });
  });
});
