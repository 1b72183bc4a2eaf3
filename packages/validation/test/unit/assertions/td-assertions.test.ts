import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tdCorpus } from "../../../../../test/td-corpus.js";
import { judgedAssertions, tdAssertions, unjudgedAssertions } from "../../../src/index.js";

const csv = new URL("../assertions/td11-classified.csv", tdCorpus);

describe("the assertions of TD 1.1", () => {
  it("are 451, each once, with a section and a level", () => {
    const all = tdAssertions();
    expect(new Set(all.map(({ id }) => id)).size).toBe(451);
    expect(all.filter(({ section }) => section === "")).toEqual([]);
  });

  it("are shown by a document where it is judged, or where it can break none", () => {
    const shown = tdAssertions().filter(({ shownBy }) => shownBy !== "behaviour");
    expect(shown.map(({ id }) => id).sort()).toEqual(
      [...judgedAssertions().keys(), ...unjudgedAssertions.keys()].sort(),
    );
  });

  it.skipIf(!existsSync(csv))("are those of the W3C's list, in its order", () => {
    const ids = [...readFileSync(csv, "utf8").matchAll(/^"([\w-]+)","(?:MUST|SHOULD|MAY)/gm)].map(([, id]) => id);
    expect(tdAssertions().map(({ id }) => id)).toEqual(ids);
  });
});
