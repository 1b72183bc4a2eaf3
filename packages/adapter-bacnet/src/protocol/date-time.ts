import { malformed } from "./malformed.js";

/** A date as a device has it: each octet may be 255, "any"; month and day have further patterns (ASHRAE 135 §20.2.12). */
export interface BacnetDate {
  /** Since 1900. */
  readonly year: number;
  /** 1–12, 13 odd months, 14 even months. */
  readonly month: number;
  /** 1–31, 32 the last, 33 odd days, 34 even days. */
  readonly day: number;
  /** 1 Monday – 7 Sunday. */
  readonly weekday: number;
}

export interface BacnetTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly hundredths: number;
}

export const any = 255;

export function readDate(octets: Uint8Array): BacnetDate {
  if (octets.length !== 4) throw malformed("a date has four octets", "§20.2.12");
  const [year = any, month = any, day = any, weekday = any] = octets;
  return { year, month, day, weekday };
}

export const writeDate = ({ year, month, day, weekday }: BacnetDate): Uint8Array =>
  Uint8Array.of(year, month, day, weekday);

export function readTime(octets: Uint8Array): BacnetTime {
  if (octets.length !== 4) throw malformed("a time has four octets", "§20.2.13");
  const [hour = any, minute = any, second = any, hundredths = any] = octets;
  return { hour, minute, second, hundredths };
}

export const writeTime = ({ hour, minute, second, hundredths }: BacnetTime): Uint8Array =>
  Uint8Array.of(hour, minute, second, hundredths);

/** `2024-11-07 (4)`, with `*`, `O` and `E` for what stands for several (W3C BACnet binding, "bacv:Date"). */
export function dateText({ year, month, day, weekday }: BacnetDate): string {
  const monthText = { 13: "O", 14: "E", [any]: "*" }[month] ?? two(month);
  const dayText = { 32: "L", 33: "O", 34: "E", [any]: "*" }[day] ?? two(day);
  const weekdayText = weekday === any ? "" : ` (${weekday})`;
  return `${year === any ? "*" : year + 1900}-${monthText}-${dayText}${weekdayText}`;
}

/** The date that {@link dateText} writes so; `undefined` for any other text. */
export function dateOf(text: string): BacnetDate | undefined {
  const match = /^(\*|\d{4})-(\*|O|E|\d{1,2})-(\*|O|E|L|\d{1,2})(?:\s*\(([1-7*])\))?$/.exec(text);
  if (match === null) return undefined;
  const [, yearText = "*", monthText = "*", dayText = "*", weekdayText = "*"] = match;
  const year = yearText === "*" ? any : Number(yearText) - 1900;
  const month = { O: 13, E: 14, "*": any }[monthText] ?? Number(monthText);
  const day = { L: 32, O: 33, E: 34, "*": any }[dayText] ?? Number(dayText);
  const weekday = weekdayText === "*" ? any : Number(weekdayText);
  const isPossible = year >= 0 && year <= any && month >= 1 && (month <= 14 || month === any) && day >= 1;
  return isPossible && (day <= 34 || day === any) ? { year, month, day, weekday } : undefined;
}

/** `13:45:00.5`, with `*` for what may be anything (W3C BACnet binding, "bacv:Time"). */
export function timeText({ hour, minute, second, hundredths }: BacnetTime): string {
  const fraction = hundredths === 0 || hundredths === any ? "" : `.${two(hundredths)}`;
  return `${[hour, minute, second].map((part) => (part === any ? "*" : two(part))).join(":")}${fraction}`;
}

export function timeOf(text: string): BacnetTime | undefined {
  const match = /^(\*|\d{1,2}):(\*|\d{1,2}):(\*|\d{1,2})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute, second] = match.slice(1, 4).map((part) => (part === "*" ? any : Number(part)));
  const fraction = match[4];
  const hundredths = fraction === undefined ? (second === any ? any : 0) : Number(fraction.padEnd(2, "0"));
  const isPossible = fits(hour!, 23) && fits(minute!, 59) && fits(second!, 59);
  return isPossible ? { hour: hour!, minute: minute!, second: second!, hundredths } : undefined;
}

const fits = (part: number, most: number): boolean => part <= most || part === any;
const two = (part: number): string => String(part).padStart(2, "0");
