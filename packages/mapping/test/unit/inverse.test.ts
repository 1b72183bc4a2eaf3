import { readFileSync } from "node:fs";
import { type DataSchema, instantiate, type JsonValue, parseThingDescriptionOrThrow } from "@thingwright/td";
import {
  type DeviceName,
  deviceDescription,
  deviceNames,
  type ThingModelName,
  thingModel,
} from "@thingwright/thing-descriptions";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlace } from "../../src/conversion/place.js";
import { compileMapping, findLosses, type ModelLimits } from "../../src/index.js";
import type { Writer } from "../../src/mapping.js";
import { readEntries } from "../../src/mapping-entry.js";
import { MapTerms } from "../../src/vocabulary.js";

interface Examples {
  readonly model: ThingModelName;
  readonly placeholders: Readonly<Record<string, JsonValue>>;
}

const devices = new URL("../../../../thing-descriptions/devices/", import.meta.url);
const examplesOf = (name: DeviceName): Examples =>
  JSON.parse(readFileSync(new URL(`${name}.examples.json`, devices), "utf8")) as Examples;

/** Devices that say what they do in other words than those in which they are told to. */
const otherWords: Readonly<Record<string, (payload: never) => unknown>> = {
  "shelly/gen1-dimmer on": ({ turn }: { turn: string }) => turn === "on",
  "shelly/gen1-rgbw on": ({ turn }: { turn: string }) => turn === "on",
};

/** How many values of a property are written. Expressions take time. */
const runs = 60;
/** Largest difference in x or y of colours that go by eight bits for each primary, within what these can show. */
const colourStep = 0.012;

/** Colours inside the triangle of sRGB. */
const colour = fc
  .tuple(fc.nat(100), fc.nat(100), fc.nat(100))
  .filter(([red, green, blue]) => red + green + blue > 0)
  .map(([red, green, blue]) => {
    const sum = red + green + blue;
    const mix = (r: number, g: number, b: number): number => (red * r + green * g + blue * b) / sum;
    return { x: Number(mix(0.64, 0.3, 0.15).toFixed(4)), y: Number(mix(0.33, 0.6, 0.06).toFixed(4)) };
  });

/** Of a schema of numbers, what matters here. */
interface Numbers {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
}

function valuesOf(schema: DataSchema, limits: ModelLimits | undefined): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "object") return colour;
  const { minimum = -100, maximum = 100 } = schema as Numbers;
  const step = stepOf(schema);
  const low = Math.max(minimum, limits?.minimum ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(maximum, limits?.maximum ?? Number.POSITIVE_INFINITY);
  return fc.integer({ min: Math.ceil(low / step), max: Math.floor(high / step) }).map((steps) => tidy(steps * step));
}

function stepOf(schema: DataSchema): number {
  const { multipleOf, minimum = 0, maximum = 100 } = schema as Numbers;
  return multipleOf ?? (schema.type === "integer" ? 1 : (maximum - minimum) / 100);
}

const tidy = (value: number): number => Number(value.toFixed(9));

/** A write that a device has taken, read again. */
function roundTrip(name: DeviceName, property: string, { conversion, source }: Writer): (value: unknown) => unknown {
  const description = instantiate(deviceDescription(name), { placeholders: examplesOf(name).placeholders });
  const thing = parseThingDescriptionOrThrow(description);
  const node = thing.properties?.[source as string] as object;
  const entry = readEntries(node, "", new MapTerms(thing["@context"])).find(
    ({ target }) => target.kind === "property" && target.name === property,
  );
  const pick = parsePlace(entry?.pickPointer ?? "");
  const put = parsePlace(entry?.putPointer ?? (entry?.write === undefined ? (entry?.pickPointer ?? "") : ""));
  const own = otherWords[`${name} ${property}`];
  return async (value) => {
    const payload = await conversion.write(value, { vendor: undefined, model: {} });
    const part = own === undefined ? put?.pick(payload) : own(payload as never);
    const vendor = pick?.put(undefined, part);
    return await conversion.read(vendor, { vendor, model: {} });
  };
}

const distance = (one: unknown, other: unknown): number => {
  if (typeof one === "number" && typeof other === "number") return tidy(Math.abs(one - other));
  if (typeof one !== "object" || typeof other !== "object") return one === other ? 0 : Number.POSITIVE_INFINITY;
  const [a, b] = [one, other] as unknown as readonly [{ x: number; y: number }, { x: number; y: number }];
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
};

describe("the mapping of every device, written and read again,", () => {
  it.each(deviceNames)("gives the same within the model's step, or says at load that it does not: %s", async (name) => {
    const { model: modelName, placeholders } = examplesOf(name);
    const thing = parseThingDescriptionOrThrow(instantiate(deviceDescription(name), { placeholders }));
    const model = await thingModel(modelName);
    const mapping = compileMapping(thing, model);
    const losses = await findLosses(mapping, model);
    for (const [property, writer] of mapping.writers) {
      const schema = model.properties?.[property] as DataSchema;
      const again = roundTrip(name, property, writer);
      const known = losses.find((loss) => loss.property === property);
      const step = schema.type === "object" ? colourStep : stepOf(schema);
      // What is said at load is the worst of a sample: half a step of a coarse device at worst is thrice that at most.
      const most = known === undefined ? step : distance(known.written, known.read) * 3;
      await fc.assert(
        fc.asyncProperty(valuesOf(schema, writer.conversion.limits), async (value) => {
          const read = await again(value);
          if (schema.type !== "number" && schema.type !== "integer" && schema.type !== "object")
            expect(read).toEqual(value);
          else expect(distance(value, read), `${property} ${JSON.stringify([value, read])}`).toBeLessThan(most);
          // What a device can hold, it holds: once written, it does not wander.
          expect(distance(await again(read), read)).toBeLessThan(schema.type === "object" ? step : 1e-6);
        }),
        { numRuns: runs },
      );
    }
  });
});
