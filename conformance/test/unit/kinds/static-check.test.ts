import { runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { perfectDescription } from "../../../selftest/http/perfect-thing.js";

const lamp = perfectDescription("http://127.0.0.1:9", false);

async function verdictsOn(thing: object): Promise<ReadonlyMap<string, readonly [verdict: string, actual: string]>> {
  const { things } = await runConformance(thing as typeof lamp, { only: ["static"] });
  return new Map(things[0]!.results.map(({ id, verdict, actual }) => [id, [verdict, actual]]));
}

describe("a check of the description alone", () => {
  it("passes only what the description has", async () => {
    const verdicts = await verdictsOn(lamp);
    expect(verdicts.get("td-vocab-title--Thing")?.[0]).toBe("pass");
    expect(verdicts.get("td-vocab-created--Thing")).toEqual([
      "not-claimed",
      "the description has nothing that the assertion speaks of",
    ]);
  });

  it("says where the description breaks the assertion", async () => {
    const [verdict, actual] = (await verdictsOn({ ...lamp, id: "urn:example:perfect-lamp" })).get(
      "privacy-id-metadata",
    )!;
    expect(verdict).toBe("warn");
    expect(actual).toMatch(/\/id .* \(\d+:\d+\)$/);
  });

  it("leaves open what the Recommendation of another version says", async () => {
    const former = { ...lamp, "@context": "https://www.w3.org/2019/wot/td/v1" };
    expect((await verdictsOn(former)).get("td-vocab-title--Thing")?.[0]).toBe("inconclusive");
  });
});
