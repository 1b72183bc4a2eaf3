import { readFileSync } from "node:fs";
import { checkExamples, type MappingExamples } from "@thingwright/mapping";
import { parseThingDescriptionOrThrow } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describeRegisterMap, registerMap, registerMapNames, type Scalar } from "../../src/index.js";

interface Examples extends MappingExamples {
  readonly model: string;
  readonly parameters?: Readonly<Record<string, Scalar>>;
}

const maps = new URL("../../maps/", import.meta.url);

describe("the register map of every product", () => {
  it.each(registerMapNames)(
    "%s is a Thing of the common API, and turns each of its examples into what stands there",
    async (name) => {
      const examples = JSON.parse(readFileSync(new URL(`${name}.examples.json`, maps), "utf8")) as Examples;
      const { parts, problems } = await describeRegisterMap(registerMap(name), {
        id: "urn:example:device",
        title: "Device",
        address: { host: "modbus.example" },
        ...(examples.parameters && { parameters: examples.parameters }),
      });
      expect(problems).toEqual([]);
      for (const { southbound, model, modelName } of parts) {
        expect(modelName).toBe(examples.model);
        expect(await checkExamples(parseThingDescriptionOrThrow(southbound), model, examples)).toEqual([]);
      }
      expect(examples.reads.length).toBeGreaterThan(0);
    },
  );

  it("is not to be had by a name that there is not", () => {
    for (const name of ["../package", "__proto__", "eastron/sdm9"]) {
      expect(() => registerMap(name as never)).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    }
  });
});
