import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const bin = join(import.meta.dirname, "../../../thingwright/dist/bin.js");
const start = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "thingwright-process-"));
const td = join(folder, "lamp.td.jsonld");
writeFileSync(
  td,
  JSON.stringify({
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { "@language": "en" }],
    title: "Lamp",
    security: "none",
    securityDefinitions: { none: { scheme: "nosec" } },
  }),
);

afterAll(() => rmSync(folder, { recursive: true }));

describe("the process thingwright", () => {
  it("ends with the exit code and reads its standard input", async () => {
    const { stdout } = await start(process.execPath, [bin, "td", "validate", td]);
    expect(stdout).toBe(`${td}: valid\n`);
    await expect(start(process.execPath, [bin, "td", "validate", join(folder, "none")])).rejects.toMatchObject({
      code: 2,
    });
    const piped = start(process.execPath, [bin, "td", "validate", "-"]);
    piped.child.stdin?.end("{");
    await expect(piped).rejects.toMatchObject({ code: 1 });
  });
});
