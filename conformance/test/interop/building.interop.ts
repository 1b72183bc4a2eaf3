import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Report, runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { alarmsIn } from "../../selftest/alarms.js";

const bin = join(import.meta.dirname, "../../../packages/thingwright/dist/bin.js");
const isBuilt = existsSync(bin);

/** Runs `work` with the addresses of a simulated building: of its Things, and of its servers. */
async function withBuilding<T>(
  work: (building: Readonly<Record<"things" | "http", string>>) => Promise<T>,
): Promise<T> {
  const ports = ["--http-port", "0", "--coap-port", "0", "--mqtt-port", "0"];
  const child = spawn(process.execPath, [bin, "start", "--json", ...ports], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    for await (const line of createInterface(child.stdout)) return await work(JSON.parse(line));
    throw new Error("the building did not start");
  } finally {
    child.kill();
  }
}

describe("the building of npm start", () => {
  if (!isBuilt) it.skip("skipped: needs npm run build", () => {});

  it.runIf(isBuilt)(
    "has nothing that fails, warns or cannot be judged, and is left as it was, within the default deadline",
    async () => {
      const report: Report = await withBuilding(({ things }) => runConformance(things, { allow: ["write"] }));
      expect(alarmsIn(report).map(({ verdict, id, actual }) => `${verdict} ${id}: ${actual}`)).toEqual([]);
      expect(report.ended).toBe("complete");
      expect(report.things.length).toBeGreaterThan(5);
      expect(report.effects.length).toBeGreaterThan(5);
      expect(report.unrestored).toEqual([]);
    },
  );

  it.runIf(isBuilt)("is a directory of which nothing fails, and which nobody may write to", async () => {
    const report: Report = await withBuilding(({ http }) =>
      runConformance(`${http}/.well-known/wot`, { only: ["directory", "retrieval"], allow: ["write"] }),
    );
    // It can be listed and retrieved; that it has no search is the one SHOULD that it does not keep.
    expect(alarmsIn(report).map(({ verdict, id }) => `${verdict} ${id}`)).toEqual(["warn tdd-search-large-tdds"]);
    const passed = report.things.flatMap(({ results }) => results).filter(({ verdict }) => verdict === "pass");
    expect(passed.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["tdd-things-list-pagination", "tdd-things-read-only-auth"]),
    );
    expect(report.unrestored).toEqual([]);
  });
});
