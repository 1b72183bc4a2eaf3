// npm run docs:devices [-- FILE …]: runs the tests that the evidence names, or those of some files, keeps what came of them, and writes the
// pages of docs/devices.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTestResults } from "@thingwright/conformance";
import { root } from "../house/workspace.js";
import { evidence, fileOf, filesOf, outcomes, outcomesFile, outcomesIn } from "./evidence.js";

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "thingwright-devices-"));
try {
  const all = evidence();
  const files = filesOf(all).filter((file) => wanted.length === 0 || wanted.includes(file));
  const inner = files.filter((file) => !file.endsWith(".interop.ts"));
  const outer = files.filter((file) => file.endsWith(".interop.ts"));
  const reports = [run(inner, "inner.xml"), run(outer, "outer.xml", "--config", "vitest.interop.config.ts")];
  const others = Object.entries(outcomes()).filter(([name]) => wanted.length > 0 && !files.includes(fileOf(name)));
  const results = new Map([...others, ...(await readTestResults(reports.flat()))]);
  writeFileSync(join(root, outcomesFile), `${JSON.stringify(outcomesIn(results, all), undefined, 2)}\n`);
  process.exitCode = vitest("test/catalogue/devices.test.ts", "--update");
} finally {
  rmSync(folder, { recursive: true });
}
/** Runs tests, of which one that fails is in the results and no reason to end. */
function run(files: readonly string[], name: string, ...options: readonly string[]): readonly string[] {
  if (files.length === 0) return [];
  const report = join(folder, name);
  vitest(...files, ...options, "--reporter=junit", `--outputFile=${report}`);
  return [report];
}

function vitest(...args: readonly string[]): number {
  const { status } = spawnSync("npx", ["vitest", "run", ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status ?? 1;
}
