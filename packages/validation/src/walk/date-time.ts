/** `date-time` of RFC 3339 §5.6; group 1 is the offset. */
const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Whether `text` is a date-time of RFC 3339, and whether it is in UTC and says so. */
export function dateTimeKind(text: string): "utc" | "offset" | undefined {
  const [, year, month, day, hour, minute, second, offset] = pattern.exec(text) ?? [];
  if (offset === undefined) return undefined;
  const inRange = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61 && isOffset(offset);
  if (!inRange || !isDay(Number(year), Number(month), Number(day))) return undefined;
  return offset === "Z" ? "utc" : "offset";
}

const isOffset = (offset: string): boolean =>
  offset.length === 1 || (Number(offset.slice(1, 3)) < 24 && Number(offset.slice(4)) < 60);

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
