import { memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { compileDataSchema, type DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { matterPlugin } from "../../src/index.js";

const environment = { clock: systemClock, logger: silent, readFile: async () => new Uint8Array() };

describe("the plugin of Matter", () => {
  it("takes entries that name a fabric, and nothing that it does not know", () => {
    const { validate } = compileDataSchema(matterPlugin.entrySchema as DataSchema);
    const isTaken = (entry: object): boolean => {
      try {
        validate(entry);
        return true;
      } catch {
        return false;
      }
    };
    expect(isTaken({})).toBe(true);
    expect(isTaken({ fabric: "home", label: "Home", networkInterface: "eth0", commission: ["lamp"] })).toBe(true);
    for (const entry of [{ fabric: "../x" }, { commission: [""] }, { code: "MT:X" }, { label: "x".repeat(33) }]) {
      expect(isTaken(entry)).toBe(false);
    }
    expect([matterPlugin.keyOf({}), matterPlugin.keyOf({ fabric: "b" })]).toEqual(["home", "b"]);
  });

  it("does not start where nothing may be kept, nor without its stack, and says what is missing", async () => {
    const servient = new Servient({ servers: [memoryServer(memoryNetwork(), { name: "house" })] });
    await servient.start();
    const started = (state: object) => matterPlugin.start(servient, {}, { ...environment, ...state });
    await expect(started({})).rejects.toMatchObject({ code: "WOT_STATE" });
    await expect(started({ stateFolder: "/nonexistent" })).rejects.toMatchObject({
      family: "UnsupportedError",
      message: expect.stringContaining("npm install @matter/main@0.17.9"),
    });
    await servient.stop();
  });
});
