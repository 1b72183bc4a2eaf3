import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { type ReportFormat, reportFormats } from "../report/formats.js";
import { type ClaimFile, readClaim } from "../run/claim.js";
import { readCredentials } from "../run/credentials.js";
import type { ConformanceOptions } from "../run/options.js";
import { defaultRequestsPerSecond, steadyPace } from "../run/pace.js";
import type { Selection } from "../run/selection.js";
import { readTestResults } from "../run/test-results.js";
import { testedClaim } from "../run/tested-claim.js";
import type { Effect } from "../wire/change.js";
import { type ProbeLimits, positiveInteger } from "../wire/probe-limits.js";
import type { Trust } from "../wire/trust.js";
import { configurationIn } from "./configuration-file.js";
import type { GivenOptions } from "./option-types.js";

/** A report that is to be written. */
export interface WantedReport {
  readonly format: ReportFormat;
  /** Absent for standard output. */
  readonly file?: string;
}

/** What `run` is asked to do. */
export interface RunRequest {
  /** Whether it only says what it would do. */
  readonly isDry: boolean;
  readonly isQuiet: boolean;
  readonly targets: readonly string[];
  readonly options: ConformanceOptions;
  readonly reports: readonly WantedReport[];
  /** Most targets at the same time. */
  readonly parallel: number;
}

export const defaultParallelTargets = 4;

/**
 * What the arguments and the configuration file that they name ask for; the arguments win.
 *
 * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE
 */
export async function runRequest(operands: readonly string[], given: GivenOptions): Promise<RunRequest> {
  const { targets, ...configured } = await configurationIn(given.config);
  const values = { ...configured, ...given };
  return {
    isDry: values["dry-run"] ?? false,
    isQuiet: values.quiet ?? false,
    targets: operands.length > 0 ? operands : targets,
    options: await conformanceOptions(values),
    reports: [...(values.json ? ["json"] : []), ...(values.report ?? [])].map(wantedReport),
    parallel: positiveInteger("parallel", numberOf("parallel", values.parallel) ?? defaultParallelTargets),
  };
}

/** Which checks the options select. */
export function selectionOf({ only, skip }: GivenOptions): Selection {
  return { only: listOf(only) ?? [], skip: listOf(skip) ?? [] };
}

/** What the options allow beside reading. */
export const effectsOf = ({ allow }: GivenOptions): readonly Effect[] => (listOf(allow) ?? []) as readonly Effect[];

/** Whose certificates are good, as the options say. @throws {UsageError} WOT_ARGUMENT when the file cannot be read */
export async function trustOf({ ca: file, "allow-untrusted": allowUntrusted }: GivenOptions): Promise<Trust> {
  const ca = file === undefined ? undefined : await textOf(file);
  return defined<Trust>({ ca, allowUntrusted });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** The options of a run, with the files that they name. */
async function conformanceOptions(values: GivenOptions): Promise<ConformanceOptions> {
  return defined({
    only: listOf(values.only),
    skip: listOf(values.skip),
    allow: listOf(values.allow) as readonly Effect[] | undefined,
    strict: values.strict,
    claim: await claimOf(values),
    credentials: values.credentials === undefined ? undefined : await readCredentials(values.credentials),
    timeoutMs: numberOf("timeout", values.timeout),
    limits: defined<Partial<ProbeLimits>>({
      requestTimeoutMs: numberOf("request-timeout", values["request-timeout"]),
      effectTimeoutMs: numberOf("effect-timeout", values["effect-timeout"]),
    }),
    trust: await trustOf(values),
    pace: steadyPace(positiveInteger("rate", numberOf("rate", values.rate) ?? defaultRequestsPerSecond), Date.now),
    seed: numberOf("seed", values.seed),
    repeats: numberOf("repeat", values.repeat),
    failFast: values["fail-fast"],
  });
}

/** The claim, with what came of its tests when there are results of them. */
async function claimOf({ claim: file, "test-results": results }: GivenOptions): Promise<ClaimFile | undefined> {
  if (file !== undefined && results !== undefined)
    return testedClaim(await readClaim(file), await readTestResults(results));
  if (results !== undefined) throw new UsageError("WOT_ARGUMENT", "--test-results needs the --claim that they prove");
  return file === undefined ? undefined : await readClaim(file);
}

/** Without the members that are `undefined`. */
function defined<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

/** Values with commas between, or given again. */
function listOf(values: readonly string[] | undefined): readonly string[] | undefined {
  return values?.flatMap((each) => each.split(",")).map((each) => each.trim());
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new UsageError("WOT_RANGE", `--${name} takes a whole number, not ${JSON.stringify(text)}`);
}

function wantedReport(text: string): WantedReport {
  const [, name = "", file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  const format = Object.hasOwn(reportFormats, name) ? reportFormats[name] : undefined;
  if (format !== undefined) return file === undefined ? { format } : { format, file };
  const names = Object.keys(reportFormats).join(", ");
  throw new UsageError("WOT_ARGUMENT", `there is no report ${JSON.stringify(name)}; there are ${names}`);
}
