import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startScript } from "../../selftest/http/http-fault.js";
import { perfectScript } from "../../selftest/http/perfect-thing.js";

const bin = join(import.meta.dirname, "../../dist/bin.js");
const isBuilt = existsSync(bin);

/** The program as a process. */
function started(...args: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, out: text(child.stdout), err: text(child.stderr), ended };
}

describe("the process thingwright-conformance", () => {
  if (!isBuilt) it.skip("skipped: needs npm run build", () => {});

  it.runIf(isBuilt)("judges, and ends with the exit code", async () => {
    await using running = await startScript(perfectScript(true));
    const { out, err, ended } = started("run", String(running.target));
    expect([await ended, await err]).toEqual([0, ""]);
    expect(await out).toMatch(/^Perfect lamp urn:uuid:\S+\n[\s\S]*\d+ pass, /);
    expect(await started("run", "none.json").ended).toBe(2);
  });

  it.runIf(isBuilt)("ends with 130 and what is known when Ctrl-C is pressed", async () => {
    let interrupt = (): void => {};
    await using running = await startScript((question, origin) => {
      if (!question.path.includes("/properties/")) return perfectScript(false)(question, origin);
      interrupt();
      return "hang";
    });
    const { child, out, err, ended } = started("run", String(running.target), "--json");
    interrupt = () => child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(JSON.parse(await out)).toMatchObject({ ended: "interrupted", things: [{ title: "Perfect lamp" }] });
    expect(await err).toContain("what was changed is put back");
  });

  it.runIf(isBuilt)("bears that its reader goes away", async () => {
    const { child, out, err, ended } = started("list");
    out.catch(() => {});
    child.stdout.destroy();
    expect([await ended, await err]).toEqual([0, ""]);
  });
});
