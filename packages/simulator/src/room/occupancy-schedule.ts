import { derivedSeed, mulberry32 } from "../random.js";

const msPerDay = 86_400_000;
const msPerMinute = 60_000;

/** How many people are in the room at a moment of simulated time. */
export type OccupancySchedule = (nowMs: number) => number;

export interface OfficeHoursOptions {
  readonly seed: number;
  /** Who works in the room. Default 3. */
  readonly people?: number;
}

/**
 * An office: on weekdays each person comes at about 08:30, goes to lunch for 45 minutes at about 12:15 and leaves at
 * about 17:00 (UTC), on each day at slightly different minutes.
 */
export function officeHours(options: OfficeHoursOptions): OccupancySchedule {
  const { seed, people = 3 } = options;
  return (nowMs) => {
    const day = Math.floor(nowMs / msPerDay);
    const minute = (nowMs - day * msPerDay) / msPerMinute;
    if (isWeekend(day)) return 0;
    let present = 0;
    for (let person = 0; person < people; person += 1) {
      if (isPresent(minute, derivedSeed(seed, `person ${person} day ${day}`))) present += 1;
    }
    return present;
  };
}

function isPresent(minute: number, seed: number): boolean {
  const random = mulberry32(seed);
  const about = (middle: number, spread: number) => Math.round(middle + (random() * 2 - 1) * spread);
  const comes = about(8 * 60 + 30, 30);
  const lunch = about(12 * 60 + 15, 20);
  const leaves = about(17 * 60, 45);
  return minute >= comes && minute < leaves && !(minute >= lunch && minute < lunch + 45);
}

/** 1 January 1970 was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
