import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestOutcome, TestResults } from "@thingwright/conformance";
import { root } from "../house/workspace.js";
import type { DeviceRow } from "./device-row.js";
import type { Tier } from "./tier.js";

/** Tests that show of some devices that they deserve a tier above bronze. */
export interface Evidence {
  readonly tier: Exclude<Tier, "bronze">;
  /** Name of a family. */
  readonly family: string;
  /** Devices of it; without, all. */
  readonly devices?: readonly string[];
  /** Of each test the file, and the titles of its groups and its own, with ` > ` between; `*` is anything. */
  readonly tests: readonly string[];
}

export const evidenceFile = "docs/devices/evidence.json";
export const outcomesFile = "docs/devices/outcomes.json";

export const evidence = (): readonly Evidence[] => JSON.parse(readFileSync(join(root, evidenceFile), "utf8"));

/** What came of each named test when it was last run, or `missing`. */
export type Outcomes = Readonly<Record<string, TestOutcome | "missing">>;

export const outcomes = (): Outcomes => JSON.parse(readFileSync(join(root, outcomesFile), "utf8"));

/** Files of the tests that are named. */
export const filesOf = (all: readonly Evidence[]): readonly string[] =>
  [...new Set(all.flatMap(({ tests }) => tests.map(fileOf)))].sort();

export const fileOf = (test: string): string => test.split(" > ")[0]!;

/** What came of every named test. Of those that one name means, the worst counts. */
export function outcomesIn(results: TestResults, all: readonly Evidence[]): Outcomes {
  const names = [...new Set(all.flatMap(({ tests }) => tests))].sort();
  return Object.fromEntries(names.map((name) => [name, outcomeOf(name, results)]));
}

function outcomeOf(name: string, results: TestResults): TestOutcome | "missing" {
  const pattern = new RegExp(`^${name.split("*").map(literal).join(".*")}$`, "s");
  const found = [...results].filter(([test]) => pattern.test(test)).map(([, outcome]) => outcome);
  if (found.length === 0) return "missing";
  return found.find((outcome) => outcome === "failed") ?? found.find((outcome) => outcome === "skipped") ?? "passed";
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The tier of a device whose description is faultless: the best that a piece of evidence shows whose tests have all passed. */
export function tierOf(row: DeviceRow, all: readonly Evidence[], known: Outcomes): Tier {
  const shown = all.filter(
    ({ family, devices, tests }) =>
      family === row.family &&
      (devices === undefined || devices.includes(row.device)) &&
      tests.length > 0 &&
      tests.every((test) => Object.hasOwn(known, test) && known[test] === "passed"),
  );
  const found = new Set(shown.map(({ tier }) => tier));
  return found.has("gold") ? "gold" : found.has("silver") ? "silver" : "bronze";
}
