import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chromium, findChromium, startChromium } from "./chromium.js";
import { serveLamp } from "./lamp.js";
import { PageServer } from "./page-server.js";

const executable = findChromium();

if (executable === undefined) {
  describe("Chromium", () => {
    it.skip("skipped: needs chromium", () => {});
  });
}

describe.runIf(executable !== undefined)("Chromium", () => {
  let chromium: Chromium;
  let pages: PageServer;
  beforeAll(async () => {
    chromium = await startChromium(executable!);
    pages = await PageServer.start(chromium, new Uint8Array());
  });
  afterAll(async () => {
    await pages?.[Symbol.asyncDispose]();
    await chromium?.[Symbol.asyncDispose]();
  });

  describe("without our client", () => {
    const script = "plain-client.js";

    it("reads and writes across origins, with a preflight", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const result = await pages.run({ script, scenario: "readsAndWrites", input: { url: lamp.url } });
      expect(result).toEqual({ before: 10, status: 204, after: 42 });
    });

    it("shows its page the headers that a client needs", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const result = await pages.run({ script, scenario: "seesHeaders", input: { url: lamp.url } });
      expect(result).toMatchObject({ etag: expect.stringMatching(/^"/) });
    });

    it("neither shows a foreign page anything nor lets it invoke an action", async () => {
      await using lamp = await serveLamp({ cors: ["https://elsewhere.example"] });
      const input = { url: lamp.url, toggle: `${lamp.url}/actions/toggle` };
      expect(await pages.run({ script, scenario: "isForeign", input })).toEqual({ seen: false });
      expect(lamp.toggles()).toBe(0);
    });

    it("loses nothing of an event stream whose connection breaks: Last-Event-ID brings it back", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const set = (value: number): void => lamp.thing.set("brightness", value);
      const commands = {
        setTo20: () => set(20),
        cutAndSetTo23: () => {
          lamp.way.cut();
          for (const value of [21, 22, 23]) set(value);
        },
      };
      const seen = await pages.run({ script, scenario: "observes", input: { url: lamp.url }, commands });
      expect((seen as number[]).filter((value) => value >= 20)).toEqual([20, 21, 22, 23]);
    });
  });
});
