import { checks, runCommandLine } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import type { StartTarget } from "../../../selftest/fault.js";
import { faults } from "../../../selftest/faults.js";
import { startScript } from "../../../selftest/http/http-fault.js";
import { perfectScript } from "../../../selftest/http/perfect-thing.js";

/** Runs a command line and collects what it says. */
async function said(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const words = { out: "", err: "" };
  const code = await runCommandLine(args, {
    out: (text) => {
      words.out += text;
    },
    err: (text) => {
      words.err += text;
    },
    interrupted: () => {},
  });
  return { code, ...words };
}

async function run(start: StartTarget, ...args: string[]) {
  await using running = await start();
  return await said("run", String(running.target), ...args);
}

const failing = faults.find(({ caughtBy }) => caughtBy === "server-data-schema")!.start;
const warning = faults.find(({ caughtBy }) => caughtBy === "http/not-acceptable")!.start;
const perfect: StartTarget = () => startScript(perfectScript(false));

describe("thingwright-conformance", () => {
  it.each<[string, StartTarget, number, ...string[]]>([
    ["0 when all is well", perfect, 0],
    ["0 when there are only warnings", warning, 0],
    ["1 when something fails", failing, 1],
    ["2 when nobody can tell", () => startScript(() => "hang"), 2, "--timeout", "100"],
  ])("ends with %s", async (_, script, code, ...args) => {
    expect(await run(script, ...args)).toMatchObject({ code, err: "" });
  });

  it("prints one line of JSON for each target", async () => {
    const { out } = await run(failing, "--json");
    expect(JSON.parse(out)).toMatchObject({ format: "thingwright-conformance-report", version: 2 });
  });

  it.each([
    ["server-data-schema", ["server-data-schema"]],
    ["td-json-*", ["td-json-open", "td-json-open_no-byte-order", "td-json-open_utf-8"]],
    ["security", ["td-security-binding", "td-security-no-extras"]],
    ["http/*-405", ["http/allow-in-405"]],
    ["property/server-*", ["server-data-schema", "server-uri-template"]],
  ])("runs only what --only %s names", async (only, ids) => {
    const { out } = await run(perfect, "--json", "--only", only);
    expect(JSON.parse(out).things[0].results.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it("judges the other targets when one cannot be read", async () => {
    const { code, out, err } = await run(failing, "none.json", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ tally: { fail: 1 } });
    expect(err).toContain("none.json cannot be read");
    expect(await run(perfect, "none.json")).toMatchObject({ code: 2 });
  });

  it("lists every check", async () => {
    const { code, out } = await said("list");
    expect(code).toBe(0);
    expect(out.trim().split("\n")).toHaveLength(checks.length);
  });

  it("explains a check", async () => {
    const { code, out } = await said("explain", "server-data-schema");
    expect(code).toBe(0);
    expect(out).toContain("https://www.w3.org/TR/wot-thing-description11/#server-data-schema");
    expect((await said("explain", "http/allow-in-405")).out).toContain("RFC 9110) §15.5.6");
  });

  it.each([
    [[]],
    [["run"]],
    [["run", "none.json"]],
    [["run", "http://127.0.0.1:9/", "--timeout", "soon"]],
    [["run", "http://127.0.0.1:9/", "--only", "nothing"]],
    [["run", "--wrong"]],
    [["explain", "nothing"]],
    [["constructor"]],
  ])("says what is wrong with the arguments %j, and ends with 2", async (args) => {
    const { code, out, err } = await said(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).not.toBe("");
    expect(err).not.toContain("    at ");
  });
});
