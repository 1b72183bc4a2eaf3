import type { ThingModel } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { resolveThingModel } from "../../src/index.js";

/** Original, patch, result: those of RFC 7396 Appendix A in which all three are objects. */
const vectors: readonly (readonly [string, string, string])[] = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', "{}"],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ["{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

describe("tm-tmRef-overwrite-process", () => {
  it.each(vectors)("RFC 7396 Appendix A: %s patched with %s", async (original, patch, result) => {
    const patched = { "tm:ref": "#/properties/original", ...JSON.parse(patch) };
    const properties = { original: JSON.parse(original), patched };
    const model = { "@context": "https://www.w3.org/2022/wot/td/v1.1", "@type": "tm:ThingModel", properties };
    const resolved = await resolveThingModel(model as unknown as ThingModel);
    expect(resolved.properties?.patched).toEqual(JSON.parse(result));
  });
});
