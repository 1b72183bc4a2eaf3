import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SceneFile } from "../../../src/served/scene-file.js";

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "scenes-")), "state");
});

afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const sceneOf = (level: number) => ({ of: { "urn:a": { level: 0 } }, taken: { "urn:a": { level } } });

describe("a file of scenes", () => {
  it("has what was kept, also for whoever opens it later", async () => {
    const file = new SceneFile(folder);
    expect(await file.load("urn:s")).toBeUndefined();
    await Promise.all([
      file.save("urn:s", sceneOf(1)),
      file.save("__proto__", sceneOf(2)),
      file.save("urn:s", sceneOf(3)),
    ]);
    const again = new SceneFile(folder);
    expect([await again.load("urn:s"), await again.load("__proto__")]).toEqual([sceneOf(3), sceneOf(2)]);
    expect(await again.load("constructor")).toBeUndefined();
    expect(readdirSync(folder)).toEqual(["scenes.json"]);
  });

  it.each(["{", "[]", '{"urn:s":{"of":1}}', '{"urn:s":{"of":{"urn:a":[]},"taken":{}}}'])(
    "is left alone when it is %j",
    async (text) => {
      await new SceneFile(folder).save("urn:s", sceneOf(1));
      const path = join(folder, "scenes.json");
      writeFileSync(path, text);
      await expect(new SceneFile(folder).load("urn:s")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
      await expect(new SceneFile(folder).save("urn:s", sceneOf(2))).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
      expect(readFileSync(path, "utf8")).toBe(text);
    },
  );

  it("says when it cannot be written", async () => {
    await new SceneFile(folder).save("urn:s", sceneOf(1));
    const inTheWay = new SceneFile(join(folder, "scenes.json", "deeper"));
    await expect(inTheWay.save("urn:s", sceneOf(1))).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });
});
