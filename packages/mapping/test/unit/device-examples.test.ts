import { readFileSync } from "node:fs";
import { instantiate, type JsonValue, parseThingDescriptionOrThrow } from "@thingwright/td";
import { deviceDescription, deviceNames, type ThingModelName, thingModel } from "@thingwright/thing-descriptions";
import { describe, expect, it } from "vitest";
import { checkExamples, type MappingExamples } from "../../src/index.js";

interface Examples extends MappingExamples {
  readonly model: ThingModelName;
  readonly placeholders: Readonly<Record<string, JsonValue>>;
}

const devices = new URL("../../../../thing-descriptions/devices/", import.meta.url);

describe("the mapping of every device", () => {
  it.each(deviceNames)("%s turns each of its examples into what stands beside it", async (name) => {
    const examples = JSON.parse(readFileSync(new URL(`${name}.examples.json`, devices), "utf8")) as Examples;
    const description = instantiate(deviceDescription(name), { placeholders: examples.placeholders });
    const thing = parseThingDescriptionOrThrow(description);
    expect(await checkExamples(thing, await thingModel(examples.model), examples)).toEqual([]);
  });

  it("is found out when an example does not hold", async () => {
    const placeholders = { HUB_URL: "http://hub", LIGHT_ID: "7" };
    const thing = parseThingDescriptionOrThrow(instantiate(deviceDescription("lumenhaus/lh-d8"), { placeholders }));
    const examples: MappingExamples = {
      reads: [{ source: "properties/light", vendor: { state: { bri: 254 } }, model: { brightness: 99 } }],
      writes: [{ property: "brightness", model: 50, outlet: "properties/state", vendor: { bri: 126 } }],
      invocations: [{ action: "identify", outlet: "actions/blink" }],
    };
    const found = await checkExamples(thing, await thingModel("dimmable-light"), examples);
    expect(found.map(({ pointer }) => pointer)).toEqual(["/reads/0", "/writes/0", "/invocations/0"]);
  });
});
