const pattern = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;

/**
 * An xsd:dateTime with a time zone, in UTC, without zeros that say nothing and without the hour 24. Another text stays as
 * it is: without a zone it names no instant.
 */
export function canonicalDateTime(text: string): string {
  const match = pattern.exec(text);
  if (match === null) return text;
  const [, date, hours, minutes, seconds, fraction = "", zone = "Z"] = match;
  // ECMAScript reads the hour 24 as the midnight that follows.
  const time = Date.parse(`${date}T${hours}:${minutes}:${seconds}${zone.toUpperCase()}`);
  if (Number.isNaN(time)) return text;
  const whole = new Date(time).toISOString().slice(0, -".000Z".length);
  const digits = fraction.replace(/0+$/, "");
  return digits === "" ? `${whole}Z` : `${whole}.${digits}Z`;
}
