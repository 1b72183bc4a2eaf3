/** What the W3C's implementation reports call an outcome; `null` is what was not tested, and they do not count it. */
export type W3cStatus = "pass" | "fail" | "not-impl" | "null";

/** What an implementation makes of one assertion. */
export interface W3cResultRow {
  readonly id: string;
  readonly status: W3cStatus;
  readonly comment: string;
}

/** The rows in the columns that the W3C's implementation reports read. */
export function w3cResultCsv(rows: readonly W3cResultRow[]): string {
  const fields = rows.map(({ id, status, comment }) => [id, status, comment]);
  return [["ID", "Status", "Comment"], ...fields].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

/** A field in quotes, on one line; one that a spreadsheet would calculate is kept from it. */
function quoted(field: string): string {
  const line = field.replace(/\s+/gu, " ").replace(/^[=+\-@]/u, "'$&");
  return `"${line.replaceAll('"', '""')}"`;
}
