import { UsageError } from "@thingwright/errors";
import { type Check, type Safety, safeties } from "../check.js";
import { checks as allChecks } from "../checks/checks.js";
import type { RunSettings } from "../report/report.js";
import type { Effect } from "../wire/change.js";
import { type MdnsGroup, mdnsGroup } from "../wire/mdns/mdns-group.js";
import { type ProbeLimits, positiveInteger, probeLimits } from "../wire/probe-limits.js";
import type { Trust } from "../wire/trust.js";
import type { Pace } from "../wire/wire.js";
import type { ClaimFile } from "./claim.js";
import { type Credentials, noCredentials } from "./credentials.js";
import { defaultRequestsPerSecond, steadyPace } from "./pace.js";
import type { Observer } from "./progress.js";
import { select } from "./selection.js";

/** Longest duration of a run, in milliseconds. */
export const defaultTimeoutMs = 60_000;

/** Most Things of a target that are judged at the same time, when nothing but reading is allowed. */
export const defaultParallelThings = 4;

export interface ConformanceOptions {
  /** Patterns for the ids or areas of checks that run; all by default. */
  readonly only?: string | readonly string[];
  /** Patterns for those that do not. */
  readonly skip?: string | readonly string[];
  /** What may be done to the Things beside reading; nothing by default. */
  readonly allow?: readonly Effect[];
  /** Whether the report says that a violated SHOULD or MAY counts as a failure; no verdict changes. Default `false`. */
  readonly strict?: boolean;
  /** What the vendor claims. */
  readonly claim?: ClaimFile;
  /** Secrets for Forms and descriptions that want them; none by default. */
  readonly credentials?: Credentials;
  /** Longest duration of the whole run; default {@link defaultTimeoutMs}. What has no verdict by then becomes a `tool-error`. */
  readonly timeoutMs?: number;
  /** Ends the run early, in the same way. What was changed is put back before the run resolves. */
  readonly signal?: AbortSignal;
  /** Whether the run ends with the first check that fails; default `false`. */
  readonly failFast?: boolean;
  readonly limits?: Partial<ProbeLimits>;
  /** Whose certificates are good; for the retrieval of descriptions as well. */
  readonly trust?: Trust;
  /** Whose turn it is, where several runs ask the same devices; by default a pace of its own, of `requestsPerSecond`. */
  readonly pace?: Pace;
  /** Where the local network is asked, which `network` allows; default {@link mdnsGroup}. */
  readonly mdns?: MdnsGroup;
  /** Most requests in a second to one address; default {@link defaultRequestsPerSecond}. */
  readonly requestsPerSecond?: number;
  /** Most Things at the same time; default {@link defaultParallelThings}, and always 1 when more than reading is allowed. */
  readonly parallelThings?: number;
  /** Decides what checks make up and, when it is given, the order in which they run; default 1. */
  readonly seed?: number;
  /** How often everything is judged, each time with the next seed; default 1. */
  readonly repeats?: number;
  /** Is told what happens. */
  readonly observer?: Observer;
  /** Milliseconds since 1970; for durations and the date of the report. */
  readonly now?: () => number;
  /** The checks to choose from; by default those of this package. */
  readonly checks?: readonly Check[];
}

/** Options that were checked, with their defaults. */
export interface Configuration {
  readonly settings: RunSettings;
  readonly checks: readonly Check[];
  readonly isShuffled: boolean;
  readonly allowed: ReadonlySet<Safety>;
  readonly claim: ClaimFile | undefined;
  readonly credentials: Credentials;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly failFast: boolean;
  readonly limits: ProbeLimits;
  readonly trust: Trust;
  readonly pace: Pace;
  readonly mdns: MdnsGroup;
  readonly parallelThings: number;
  readonly observer: Observer;
  readonly now: () => number;
}

/**
 * What a run goes by.
 *
 * @throws {UsageError} WOT_ARGUMENT for a pattern that names no check, or an effect that is none; WOT_RANGE for a number that is not
 *   allowed
 */
export function configurationOf(options: ConformanceOptions): Configuration {
  const settings = settingsOf(options);
  const isReading = settings.allow.length === 0;
  const { timeoutMs = defaultTimeoutMs, parallelThings = defaultParallelThings } = options;
  const { requestsPerSecond = defaultRequestsPerSecond, observer = () => {}, now = Date.now } = options;
  return {
    settings,
    checks: select(options.checks ?? allChecks, settings),
    isShuffled: options.seed !== undefined,
    allowed: new Set<Safety>(["read", ...settings.allow]),
    claim: options.claim,
    credentials: options.credentials ?? noCredentials,
    timeoutMs: positiveInteger("timeoutMs", timeoutMs),
    signal: options.signal,
    failFast: options.failFast ?? false,
    limits: probeLimits(options.limits ?? {}),
    trust: options.trust ?? {},
    pace: options.pace ?? steadyPace(positiveInteger("requestsPerSecond", requestsPerSecond), now),
    mdns: options.mdns ?? mdnsGroup,
    parallelThings: isReading ? positiveInteger("parallelThings", parallelThings) : 1,
    observer,
    now,
  };
}

function settingsOf({ only = [], skip = [], allow = [], strict = false, seed = 1, repeats = 1 }: ConformanceOptions) {
  for (const effect of allow) {
    if (!safeties.includes(effect) || (effect as Safety) === "read") {
      throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(effect)} is nothing that could be allowed`);
    }
  }
  if (!Number.isSafeInteger(seed)) throw new UsageError("WOT_RANGE", "seed must be an integer");
  positiveInteger("repeats", repeats);
  return { only: [only].flat(), skip: [skip].flat(), allow: [...new Set(allow)], strict, seed, repeats };
}
