import { exec, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { checks, type RecordedExchange, runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { alarmsIn } from "../../selftest/alarms.js";
import { faults } from "../../selftest/faults.js";
import { perfectUser } from "../../selftest/http/perfect-thing.js";

const run = promisify(exec);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

/** What stands for the name of the definition in a command. */
const token = Buffer.from(`${perfectUser.username}:${perfectUser.password}`).toString("base64");

describe("a command that reproduces", () => {
  if (!hasCurl) it.skip("skipped: needs curl", () => {});

  // What a directory was made to have is gone after the run, and its answers with it.
  const readOnly = new Set(checks.filter(({ safety }) => safety === "read").map(({ id }) => id));
  const answered = faults.filter(
    ({ wire, area, caughtBy }) => wire === "http" && (area !== "directory" || readOnly.has(caughtBy)),
  );
  it.runIf(hasCurl).concurrent.each(answered)(
    "shows with curl what was found of $id",
    async ({ start, options, caughtBy }) => {
      await using running = await start();
      const report = await runConformance(running.target, { ...options, only: caughtBy });
      const [result] = alarmsIn(report);
      const [exchange] = result!.transcript;
      if (exchange === undefined) return expect(result!.reproduce).toBeUndefined();
      if (result!.reproduce!.startsWith("openssl s_client ")) return expect(exchange.target).toMatch(/^tls:/);
      const shown = run(result!.reproduce!.replace("<closed>", token), { encoding: "latin1" }).catch(untilLetGo);
      if (exchange.problem !== undefined)
        return await expect(shown).rejects.toMatchObject({ code: expect.any(Number) });
      expect((await shown).stdout.slice(0, 12)).toBe(`HTTP/1.1 ${statusIn(exchange)}`);
    },
  );
});

/** What came of an event stream until curl let go of it, which it ends with 28. */
function untilLetGo(error: { readonly code?: number; readonly stdout: string }): { readonly stdout: string } {
  if (error.code === 28 && error.stdout !== "") return error;
  throw error;
}

/** The status of the response. */
function statusIn({ transcript }: RecordedExchange): string | undefined {
  return transcript.find(({ direction }) => direction === "received")?.text.slice(0, 3);
}
