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
  /**
   * Of each test the file, and the titles of its groups and its own, with ` > ` between. `*` is anything, and `{device}` the name
   * of the device, whose own tests then show it of that one alone.
   */
  readonly tests: readonly string[];
}

export const evidenceFile = "docs/devices/evidence.json";
export const outcomesFile = "docs/devices/outcomes.json";

export const evidence = (): readonly Evidence[] => JSON.parse(readFileSync(join(root, evidenceFile), "utf8"));

/** What came of the named tests when they were last run, by their whole names. */
export type Outcomes = Readonly<Record<string, TestOutcome>>;

export const outcomes = (): Outcomes => JSON.parse(readFileSync(join(root, outcomesFile), "utf8"));

/** Files of the tests that are named. */
export const filesOf = (all: readonly Evidence[]): readonly string[] =>
  [...new Set(all.flatMap(({ tests }) => tests.map(fileOf)))].sort();

export const fileOf = (test: string): string => test.split(" > ")[0]!;

/** Those of `results` that the evidence names. */
export function outcomesIn(results: TestResults, all: readonly Evidence[]): Outcomes {
  const patterns = all.flatMap(({ tests }) => tests.map((test) => patternOf(test)));
  const named = [...results].filter(([name]) => patterns.some((pattern) => pattern.test(name)));
  return Object.fromEntries(named.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The tier of a device whose description is faultless: the best that a piece of evidence shows whose tests have all passed. */
export function tierOf(row: DeviceRow, all: readonly Evidence[], known: Outcomes): Tier {
  const shown = all.filter((each) => isAbout(each, row) && hasPassed(each, row, known));
  const found = new Set(shown.map(({ tier }) => tier));
  return found.has("gold") ? "gold" : found.has("silver") ? "silver" : "bronze";
}

const isAbout = ({ family, devices }: Evidence, row: DeviceRow): boolean =>
  family === row.family && (devices === undefined || devices.includes(row.device));

/** Whether each test was run, and passed. Of several that one name means, all have to have. */
function hasPassed({ tests }: Evidence, { device }: DeviceRow, known: Outcomes): boolean {
  const isShown = (test: string): boolean => {
    const pattern = patternOf(test, device);
    const found = Object.entries(known).filter(([name]) => pattern.test(name));
    return found.length > 0 && found.every(([, outcome]) => outcome === "passed");
  };
  return tests.length > 0 && tests.every(isShown);
}

/** The names that `test` means, of the device or of any. */
export function patternOf(test: string, device = "*"): RegExp {
  const parts = test.replaceAll("{device}", device).split("*");
  return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s");
}
