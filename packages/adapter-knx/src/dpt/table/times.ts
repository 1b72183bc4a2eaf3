import { readBits, writeBits } from "../bits.js";
import { compound, type DatapointType, reserved, scalar } from "../datapoint-type.js";
import { choice, type Field, flag, isWithin, nonsense, refuse, unsigned } from "../field.js";

const weekday = choice(3, {
  0: "any",
  1: "monday",
  2: "tuesday",
  3: "wednesday",
  4: "thursday",
  5: "friday",
  6: "saturday",
  7: "sunday",
});

/** Years from 1900 on. */
const year: Field = {
  bits: 8,
  schema: { type: "integer", minimum: 1900, maximum: 2155 },
  read: (bytes, at) => 1900 + readBits(bytes, at, 8),
  write(bytes, at, value) {
    if (!isWithin(value, 1900, 2155)) refuse(value, "a year from 1900 to 2155");
    writeBits(bytes, at, 8, Math.round(value) - 1900);
  },
};

/** A date of three bytes: day, month and the last two digits of a year from 1990 to 2089. */
const date: Field = {
  bits: 24,
  schema: { type: "string", format: "date" },
  read(bytes) {
    const [day, month, short] = [bytes[0]! & 0x1f, bytes[1]! & 0x0f, bytes[2]! & 0x7f];
    const text = `${short >= 90 ? 19 : 20}${two(short)}-${two(month)}-${two(day)}`;
    return short < 100 && isDate(text) ? text : nonsense("what is no date");
  },
  write(bytes, _, value) {
    if (typeof value !== "string" || !isDate(value)) refuse(value, "a date such as 2026-03-01");
    const [whole, month, day] = value.split("-").map(Number) as [number, number, number];
    if (!isWithin(whole, 1990, 2089)) refuse(value, "a date from 1990 to 2089");
    bytes.set([day, month, whole % 100]);
  },
};

const two = (number: number): string => String(number).padStart(2, "0");

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** Times and dates, which are those of the place: 10.001, 11.001 and 19.001. */
export const timeTypes: readonly DatapointType[] = [
  compound("10.001", "Time of day", [
    ["day", weekday],
    ["hour", unsigned(5, { range: [0, 23] })],
    reserved(2),
    ["minute", unsigned(6, { range: [0, 59] })],
    reserved(2),
    ["second", unsigned(6, { range: [0, 59] })],
  ]),
  scalar("11.001", "Date", date),
  compound("19.001", "Date and time", [
    ["year", year],
    reserved(4),
    ["month", unsigned(4)],
    reserved(3),
    ["day", unsigned(5)],
    ["dayOfWeek", weekday],
    ["hour", unsigned(5, { range: [0, 24] })],
    reserved(2),
    ["minute", unsigned(6, { range: [0, 59] })],
    reserved(2),
    ["second", unsigned(6, { range: [0, 59] })],
    ["fault", flag()],
    ["workingDay", flag()],
    ["noWorkingDay", flag("workingDay holds", "workingDay says nothing")],
    ["noYear", flag("year holds", "year says nothing")],
    ["noDate", flag("month and day hold", "month and day say nothing")],
    ["noDayOfWeek", flag("dayOfWeek holds", "dayOfWeek says nothing")],
    ["noTime", flag("hour, minute and second hold", "hour, minute and second say nothing")],
    ["summerTime", flag()],
    ["externalClock", flag("clock without a signal from outside", "clock with a signal from outside")],
    ["reliableSource", flag()],
    reserved(6),
  ]),
];
