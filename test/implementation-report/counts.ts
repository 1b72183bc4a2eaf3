import { specifications, type W3cResultRow, type W3cStatus } from "@thingwright/conformance";
import { type ResultName, resultNames, results } from "./result-rows.js";

/** The part of the report's page that is made of its results. */
export function countsOf(rowsOf: (name: ResultName) => readonly W3cResultRow[]): string {
  const tables = resultNames.map((name) => ({ name, rows: rowsOf(name), ...specifications[results[name]] }));
  const counted = tables.map(({ name, title, rows }) => {
    const count = (wanted: W3cStatus) => rows.filter(({ status }) => status === wanted).length;
    return `| [${title}](${name}.csv) | ${rows.length} | ${statuses.map(count).join(" | ")} |`;
  });
  const lists = tables.map(({ title, rows }) => `### ${title}: what did not pass\n\n${openOf(rows)}`);
  return [[...head, ...counted].join("\n"), ...lists].join("\n\n");
}

const statuses = ["pass", "fail", "not-impl", "null"] as const satisfies readonly W3cStatus[];

const head = [
  "| specification | assertions | pass | fail | not-impl | null |",
  "| ------------- | ---------- | ---- | ---- | -------- | ---- |",
];

/** What did not pass, together where the reason is the same. */
function openOf(rows: readonly W3cResultRow[]): string {
  const ids = new Map<string, string[]>();
  for (const { id, status, comment } of rows.filter((row) => row.status !== "pass")) {
    const reason = `${status}, ${comment}`;
    ids.set(reason, [...(ids.get(reason) ?? []), `\`${id}\``]);
  }
  if (ids.size === 0) return "Nothing.";
  return [...ids].map(([reason, each]) => `- ${reason}: ${each.join(", ")}`).join("\n");
}
