import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeAtomically } from "../../src/atomic-write.js";

const folder = mkdtempSync(join(tmpdir(), "thingwright-write-"));
afterAll(() => rmSync(folder, { recursive: true }));
const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe("a file that is written as a whole", () => {
  it("is new, or takes the place of what was there with its mode", async () => {
    const file = join(folder, "house.yaml");
    await writeAtomically(file, "one");
    expect([readFileSync(file, "utf8"), modeOf(file)]).toEqual(["one", 0o644]);
    writeFileSync(file, "two");
    await writeAtomically(file, "three", 0o600);
    await writeAtomically(file, "four");
    expect([readFileSync(file, "utf8"), modeOf(file)]).toEqual(["four", 0o600]);
    expect(readdirSync(folder)).toEqual(["house.yaml"]);
  });

  it("leaves nothing behind where it cannot be written", async () => {
    const taken = join(folder, "taken");
    mkdirSync(join(taken, "full"), { recursive: true });
    await expect(writeAtomically(taken, "text")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(writeAtomically(join(folder, "gone", "file"), "text")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
