/**
 * Where an emission stands among those of its source: when it came about and, as several may fall into one millisecond,
 * which one of that millisecond it is.
 */
export interface EmissionStamp {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** From 0 to 999 999. */
  readonly count: number;
}

const countsPerMs = 1_000_000;

/** The stamp of an emission at `time` that follows the one with the stamp `last`: always later, even when the clock is not. */
export function stampAfter(last: EmissionStamp | undefined, time: number): EmissionStamp {
  if (last === undefined || time > last.time) return { time, count: 0 };
  const count = last.count + 1;
  return count < countsPerMs ? { time: last.time, count } : { time: last.time + 1, count: 0 };
}

/** Whether `a` came about after `b`. */
export const isLater = (a: EmissionStamp, b: EmissionStamp): boolean =>
  a.time > b.time || (a.time === b.time && a.count > b.count);

/**
 * An RFC 3339 date-time in UTC: milliseconds, then six digits that tell those of one millisecond apart (Profile
 * `…-observeproperty-5d`).
 */
export function formatStamp({ time, count }: EmissionStamp): string {
  return `${new Date(time).toISOString().slice(0, -1)}${String(count).padStart(6, "0")}Z`;
}

/** What `formatStamp` made `text` of; `undefined` for anything else. */
export function parseStamp(text: string): EmissionStamp | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{6})Z$/.exec(text);
  if (match === null) return undefined;
  const time = Date.parse(`${match[1]}Z`);
  return Number.isNaN(time) ? undefined : { time, count: Number(match[2]) };
}
