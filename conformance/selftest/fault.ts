import type { Area, ConformanceOptions, WireName } from "@thingwright/conformance";
import type { ThingDescription } from "@thingwright/td";

/** Something to judge, as long as it is not disposed of. */
export interface RunningTarget extends AsyncDisposable {
  readonly target: string | ThingDescription;
  /** What only this one is judged under. */
  readonly options?: ConformanceOptions;
}

/** What lies between the suite and a target. */
export interface Network {
  /** How long an answer takes more, in milliseconds. */
  readonly latencyMs: number;
  /** Share of datagrams that get lost. Over TCP nothing is: the kernel sends it again. */
  readonly lossRate: number;
  /** Uniform in [0, 1); decides which datagrams. */
  readonly random: () => number;
}

/** Starts something to judge on loopback, at a port of its own; by default nothing lies between. */
export type StartTarget = (network?: Network) => Promise<RunningTarget>;

/** A target that the suite must find nothing wrong with. */
export interface PerfectTarget {
  readonly what: string;
  readonly start: StartTarget;
  /** Under what it is judged; what it allows is what the checks of its wires need. */
  readonly options?: ConformanceOptions;
}

/** A perfect target with one thing wrong with it. */
export interface Fault {
  /** Wire, area, and what is wrong, in kebab-case: unique, and the same from run to run. */
  readonly id: string;
  readonly wire: WireName;
  readonly area: Area;
  /** Id of the check that must catch it; no other may fail. */
  readonly caughtBy: string;
  /** What is wrong: completes "a Thing of which …". */
  readonly what: string;
  readonly start: StartTarget;
  readonly options?: ConformanceOptions;
}

/** The id of a fault. */
export function faultId(wire: WireName, area: Area, what: string): string {
  return `${wire}/${area}/${what
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}`;
}
