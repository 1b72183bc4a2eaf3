import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checks, runCommandLine } from "@thingwright/conformance";
import { afterAll, describe, expect, it } from "vitest";
import type { StartTarget } from "../../../selftest/fault.js";
import { faults } from "../../../selftest/faults.js";
import { startScript } from "../../../selftest/http/http-fault.js";
import { perfectPath, perfectScript } from "../../../selftest/http/perfect-thing.js";
import { ScriptedThing } from "../../../selftest/http/scripted-thing.js";

const folder = mkdtempSync(join(tmpdir(), "thingwright-conformance-"));
afterAll(() => rmSync(folder, { recursive: true }));

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
    ["1 when there are warnings, and they count", warning, 1, "--strict"],
    ["3 when nobody can tell", () => startScript(() => "hang"), 3, "--timeout", "100"],
  ])("ends with %s", async (_, script, code, ...args) => {
    expect(await run(script, ...args)).toMatchObject({ code, err: "" });
  });

  it("judges a target that stands where a command would", async () => {
    await using running = await failing();
    expect(await said(String(running.target), "--json")).toMatchObject({ code: 1, err: "" });
    expect(await said("no-command")).toMatchObject({ code: 2, out: "" });
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

  it("runs only what several patterns name, and not what is skipped", async () => {
    const { out } = await run(
      perfect,
      "--json",
      "--only",
      "td-json-*, security",
      "--skip",
      "*utf-8",
      "--skip",
      "*extras",
    );
    const ids = JSON.parse(out).things[0].results.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(["td-json-open", "td-json-open_no-byte-order", "td-security-binding"]);
  });

  it("says what would run, and asks for nothing but the description", async () => {
    await using thing = await ScriptedThing.start(perfectScript(false));
    const { code, out } = await said("run", `${thing.origin}${perfectPath}`, "--dry-run");
    expect(code).toBe(0);
    expect(out).toMatch(/Perfect lamp: \d+ of \d+ checks would run\n {2}read {5}td-json-open\n/);
    expect(out).toContain("common-constraints-errors-7: no profile over HTTP is claimed");
    expect(thing.questions).toHaveLength(1);
  });

  it("writes reports into files, and still tells a person", async () => {
    const file = join(folder, "report.json");
    const { out } = await run(failing, "--report", `json=${file}`);
    expect(out).toContain("1 fail");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ tally: { fail: 1 } });
  });

  it("takes options and targets from a file, and lets arguments win", async () => {
    await using running = await failing();
    const file = join(folder, "configuration.json");
    writeFileSync(file, JSON.stringify({ targets: [running.target], only: "td", seed: 7, json: true }));
    expect(JSON.parse((await said("run", "--config", file)).out).settings).toMatchObject({ only: ["td"], seed: 7 });
    const { out, code } = await said("run", "--config", file, "--only", "property");
    expect(JSON.parse(out).settings).toMatchObject({ only: ["property"], seed: 7 });
    expect(code).toBe(1);
  });

  it.each([
    ['{"only": {}}', "only"],
    ['{"strict": "yes"}', "true or false"],
    ['{"sed": 1}', '"sed" is no option'],
    ['{"targets": "a"}', "targets"],
    ['{"__proto__": 1}', "is no option"],
    ["[", "is no configuration"],
  ])("refuses the configuration %s", async (text, words) => {
    const file = join(folder, "wrong.json");
    writeFileSync(file, text);
    const { code, err } = await said("run", "http://127.0.0.1:9/", "--config", file);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  it("makes a claim that it takes back, and leaves out what is not claimed", async () => {
    const claim = JSON.parse((await said("claim")).out);
    expect(Object.keys(claim.claims)).toEqual(expect.arrayContaining(checks.map(({ id }) => id)));
    expect(claim.claims["arch-networked"].question).toMatch(/\?$/);
    expect(claim.claims["server-data-schema"]).toEqual({ answer: "open" });
    claim.implementation.name = "Lamp";
    claim.claims["server-data-schema"] = { answer: "not-applicable", evidence: "it is a draft" };
    const file = join(folder, "claim.json");
    writeFileSync(file, JSON.stringify(claim));
    const { code, out } = await run(failing, "--json", "--claim", file);
    expect(code).toBe(0);
    const { implementation, claims, things } = JSON.parse(out);
    expect(implementation).toMatchObject({ name: "Lamp" });
    expect(claims["server-data-schema"]).toEqual({ answer: "not-applicable", evidence: "it is a draft" });
    const result = things[0].results.find(({ id }: { id: string }) => id === "server-data-schema");
    expect(result).toMatchObject({ verdict: "not-claimed", actual: "it is claimed not to apply: it is a draft" });
  });

  it("lets a claim rest on tests, by what came of them", async () => {
    const tests = ["lamp.test > is described"];
    const claim = { format: "thingwright-conformance-claim", version: 1, implementation: { name: "Lamp" } };
    const [claims, results] = [join(folder, "tested.json"), join(folder, "junit.xml")];
    writeFileSync(claims, JSON.stringify({ ...claim, claims: { "arch-td-metadata": { answer: "yes", tests } } }));
    writeFileSync(results, '<testsuite><testcase classname="lamp.test" name="is described"/></testsuite>');
    const options = ["--claim", claims, "--test-results", results, "--report", "architecture-csv"];
    const { code, out } = await run(perfect, ...options);
    expect(code).toBe(0);
    expect(out).toContain('"arch-td-metadata","pass","tested: lamp.test > is described"');
    const unclaimed = await run(perfect, "--test-results", results);
    expect(unclaimed).toMatchObject({ code: 2, err: expect.stringContaining("--claim") });
  });

  it("does the exchange of a result again", async () => {
    await using running = await failing();
    const file = join(folder, "replay.json");
    await said("run", String(running.target), "--report", `json=${file}`);
    const { code, out } = await said("replay", file, "server-data-schema");
    expect(code).toBe(0);
    expect(out).toMatch(/^recorded\n> GET http:\S+\/properties\/brightness\n[\s\S]*< -9\nnow\n> GET [\s\S]*\n< -9\n$/);
    expect(await said("replay", file, "nothing")).toMatchObject({ code: 2 });
  });

  it("compares two runs", async () => {
    const [good, bad] = [join(folder, "good.json"), join(folder, "bad.json")];
    await run(perfect, "--report", `json=${good}`);
    await run(failing, "--report", `json=${bad}`);
    expect(await said("diff", good, bad)).toMatchObject({
      code: 1,
      out: "pass → fail  server-data-schema  Perfect lamp\n1 verdict differs\n",
    });
    expect(await said("diff", good, good)).toMatchObject({ code: 0, out: "the verdicts are the same\n" });
  });

  it("ends with 4, and names what it could not put back", async () => {
    const perfect = perfectScript(false);
    let writes = 0;
    await using thing = await ScriptedThing.start((question, origin) => {
      const isTarget = question.method === "PUT" && question.path.endsWith("/target");
      return isTarget && ++writes > 1 ? { status: 503 } : perfect(question, origin);
    });
    const file = join(folder, "short.json");
    const options = ["--allow", "write", "--only", "property", "--effect-timeout", "50", "--config", file];
    writeFileSync(file, "{}");
    const { code, out, err } = await said("run", `${thing.origin}${perfectPath}`, ...options);
    expect(code).toBe(4);
    expect(err).toMatch(/: sets "target" of Perfect lamp to (39|41)\n/);
    expect(err).toMatch(
      /NOT PUT BACK: sets "target" .*: writing 40 brought 503 Service Unavailable, and reading (39|41)\n/,
    );
    expect(out).toMatch(/not put back: sets "target" of Perfect lamp/);
  });

  it("tells a person how far it is, in one line", async () => {
    const words: string[] = [];
    await using running = await failing();
    const terminal = { out: () => {}, err: (text: string) => void words.push(text), interrupted: () => {} };
    await runCommandLine(["run", String(running.target)], { ...terminal, isInteractive: true });
    expect(words.join("")).toContain(`\r\u001b[K${checks.length} of ${checks.length}, 1 failed`);
    words.length = 0;
    await runCommandLine(["run", String(running.target)], terminal);
    expect(words).toEqual([]);
  });

  it("ends with 130 when it is interrupted, with what is known", async () => {
    await using thing = await ScriptedThing.start(({ path }, origin) => {
      if (!path.includes("/properties/"))
        return perfectScript(false)({ method: "GET", path, headers: {}, body: "" }, origin);
      interrupt();
      return "hang";
    });
    let interrupt = (): void => {};
    let out = "";
    const code = await runCommandLine(["run", `${thing.origin}${perfectPath}`, "--json"], {
      out: (text) => {
        out += text;
      },
      err: () => {},
      interrupted: (listener) => {
        interrupt = listener;
      },
    });
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ ended: "interrupted", unrestored: [] });
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
    [["run", "http://127.0.0.1:9/", "--effect-timeout", "0"]],
    [["run", "http://127.0.0.1:9/", "--only", "nothing"]],
    [["run", "--wrong"]],
    [["run", "http://127.0.0.1:9/", "--allow", "everything"]],
    [["run", "http://127.0.0.1:9/", "--report", "pdf"]],
    [["run", "http://127.0.0.1:9/", "--claim", "none.json"]],
    [["explain"]],
    [["explain", "nothing"]],
    [["replay", "none.json", "td-json-open"]],
    [["diff", "none.json", "none.json"]],
    [["constructor"]],
  ])("says what is wrong with the arguments %j, and ends with 2", async (args) => {
    const { code, out, err } = await said(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).not.toBe("");
    expect(err).not.toContain("    at ");
  });
});
