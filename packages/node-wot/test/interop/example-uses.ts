import type { Consumed, Output } from "./counter-program.js";

/** What came of one operation. */
export type Outcome = readonly [step: string, result: { readonly value?: unknown } | "refused"];

/** Carries out operations one after the other and keeps what came of each. */
class Recorder {
  readonly outcomes: Outcome[] = [];
  readonly #thing: Consumed;
  readonly #hears: boolean;

  constructor(thing: Consumed, hears: boolean) {
    this.#thing = thing;
    this.#hears = hears;
  }

  async read(name: string, options?: object): Promise<unknown> {
    return this.#keep(`read ${name} ${told(options)}`, async () =>
      (await this.#thing.readProperty(name, options)).value(),
    );
  }

  async bytes(name: string, options?: object): Promise<void> {
    await this.#keep(`bytes of ${name} ${told(options)}`, async () => {
      const output = await this.#thing.readProperty(name, options);
      return Buffer.from((await output.arrayBuffer()) as Uint8Array).toString();
    });
  }

  async write(name: string, value: unknown, options?: object): Promise<void> {
    await this.#keep(`write ${name} ${told(value)} ${told(options)}`, () =>
      this.#thing.writeProperty(name, value, options),
    );
  }

  async invoke(name: string, input?: unknown, options?: object): Promise<unknown> {
    return this.#keep(`invoke ${name} ${told(input)} ${told(options)}`, async () =>
      (await this.#thing.invokeAction(name, input, options))?.value(),
    );
  }

  async readAll(...names: string[]): Promise<void> {
    await this.#keep(`read all, of which ${names}`, async () => {
      const all = await this.#thing.readAllProperties();
      return Promise.all(names.map(async (name) => [name, await all.get(name)?.value()]));
    });
  }

  /**
   * The first value that comes of an event or of a property's changes, while `change` is done again and again: a client says
   * that it has subscribed before its server knows. Over CoAP a subscription begins with an answer that may be empty.
   */
  async hear(kind: "event" | "property", name: string, change: () => Promise<unknown>): Promise<void> {
    if (!this.#hears) return;
    await this.#keep(`hear ${kind} ${name}`, async () => {
      const heard: unknown[] = [];
      let unreadable = 0;
      const listen = (data: Output) =>
        data.value().then(
          (value) => heard.push(value),
          () => unreadable++,
        );
      const subscription = await this.#thing[kind === "event" ? "subscribeEvent" : "observeProperty"](name, listen);
      for (let tries = 0; heard.length === 0 && unreadable < maxUnreadable && tries < maxTries; tries++) await change();
      await subscription.stop();
      if (heard.length > 0) return heard[0];
      return unreadable > 0 ? "unreadable" : "silent";
    });
  }

  async #keep(step: string, operation: () => Promise<unknown>): Promise<unknown> {
    const result: Outcome[1] = await operation().then(
      (value) => ({ value }),
      () => "refused" as const,
    );
    this.outcomes.push([step.trim(), result]);
    return typeof result === "object" ? result.value : undefined;
  }
}

/** Changes before a subscription counts as silent. */
const maxTries = 300;

/** Emissions that are no values before a subscription counts as one of such. */
const maxUnreadable = 3;

const told = (value: unknown): string => (value === undefined ? "" : JSON.stringify(value));

const having = (uriVariables: object) => ({ uriVariables });

type Use = (record: Recorder, thing: Consumed) => Promise<void>;

/** What is done to each published example. */
const uses = {
  async "scripts/counter"(record, thing) {
    await record.read("count");
    await record.invoke("increment");
    await record.read("count");
    await record.invoke("increment", undefined, having({ step: 3 }));
    await record.invoke("decrement", undefined, having({ step: 250 }));
    await record.read("count");
    await record.write("count", 5);
    await record.bytes("countAsImage");
    await record.bytes("countAsImage", having({ fill: "red" }));
    await record.bytes("redDotImage");
    await record.read("nothing");
    await record.invoke("decrement", undefined, having({ step: 251 }));
    await record.invoke("decrement", undefined, having({ nothing: 1 }));
    await record.invoke("reset");
    await record.readAll("count");
    await record.hear("event", "change", () => thing.invokeAction("reset"));
    await record.hear("property", "count", () => thing.invokeAction("reset"));
  },

  async "scripts/smart-coffee-machine"(record, thing) {
    await record.read("allAvailableResources");
    await record.read("possibleDrinks");
    await record.write("availableResourceLevel", 80, having({ id: "water" }));
    await record.read("availableResourceLevel", having({ id: "water" }));
    await record.read("availableResourceLevel");
    await record.write("availableResourceLevel", 80);
    await record.read("availableResourceLevel", having({ id: "tea" }));
    await record.read("allAvailableResources");
    await record.invoke("makeDrink");
    await record.invoke("makeDrink", undefined, having({ drinkId: "latte", size: "l", quantity: 3 }));
    await record.read("allAvailableResources");
    const order = { drinkId: "espresso", size: "m", quantity: 2, time: "10:00", mode: "everyday" };
    await record.invoke("setSchedule", order);
    await record.invoke("setSchedule", { time: "12:00", mode: "once" });
    await record.invoke("setSchedule", { drinkId: "espresso" });
    await record.invoke("setSchedule", "at ten");
    await record.read("schedules");
    await record.read("servedCounter");
    await record.read("maintenanceNeeded");
    await record.write("servedCounter", 1001);
    await record.read("maintenanceNeeded");
    await record.hear("property", "maintenanceNeeded", () => thing.writeProperty("servedCounter", 1001));
    await record.write("servedCounter", "many");
    await record.write("maintenanceNeeded", true);
    await record.write("availableResourceLevel", 0, having({ id: "milk" }));
    await record.hear("event", "outOfResource", () => thing.invokeAction("makeDrink"));
    await record.invoke("makeDrink", undefined, having({ drinkId: "hotWater", size: "s", quantity: 9 }));
  },

  async "scripts/countdown"(record) {
    await record.read("countdowns");
    await record.invoke("startCountdown", 5);
    await record.invoke("startCountdown", "soon");
    await record.invoke("startCountdown");
    await record.read("countdowns");
    const [id] = ((await record.read("countdowns")) ?? []) as string[];
    await record.invoke("monitorCountdown", id);
    await record.invoke("stopCountdown", id);
    await record.invoke("monitorCountdown", id);
    await record.invoke("stopCountdown", "nobody's");
    await record.invoke("stopCountdown", 7);
    await record.invoke("stopCountdown");
    await record.invoke("monitorCountdown", "nobody's");
  },

  async "testthing/testthing"(record, thing) {
    const values = {
      bool: [true, "true", null],
      int: [4711, 2.75, "Pi"],
      num: [4711, 2.75, "Pi"],
      string: ["testclient", 13, null, ""],
      array: [[23, "illuminated"], { id: 24 }, null, []],
      object: [{ id: 23, name: "illuminated" }, null, [24, "dark"], { id: "x" }],
    };
    for (const [name, written] of Object.entries(values)) {
      await record.read(name);
      for (const value of written) {
        await record.write(name, value);
        await record.read(name);
      }
    }
    await record.readAll("bool", "int", "num", "string", "array", "object");
    for (const action of ["void-void", "void-int", "void-obj"]) await record.invoke(action);
    for (const action of ["int-void", "int-int", "int-string"]) {
      for (const input of [1024, 1.5, "x"]) await record.invoke(action, input);
    }
    await record.invoke("obj-void", { prop1: 1, prop2: "two" });
    await record.invoke("obj-void", { prop1: 1 });
    await record.hear("event", "on-bool", () => thing.writeProperty("bool", true));
    await record.hear("event", "on-string", () => thing.writeProperty("string", "changed"));
    await record.hear("event", "on-object", () => thing.writeProperty("object", { id: 1, name: "n" }));
  },
} satisfies Record<string, Use>;

export type ExampleName = keyof typeof uses;

export const exampleNames = Object.keys(uses) as ExampleName[];

/**
 * Uses a Thing as the example by this name can be used.
 *
 * @param hears - whether events and changes are subscribed to
 */
export async function useExample(name: ExampleName, thing: Consumed, hears: boolean): Promise<readonly Outcome[]> {
  const recorder = new Recorder(thing, hears);
  await (uses[name] as Use)(recorder, thing);
  return recorder.outcomes;
}
