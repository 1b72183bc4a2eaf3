import { UsageError } from "@thingwright/errors";
import type { MappingExamples } from "@thingwright/mapping";
import { isRecord } from "@thingwright/td";

/** What stands beside a mapping: rows of values, the model that they are of, and values of placeholders. */
export interface ExamplesFile extends MappingExamples {
  readonly model?: string;
  readonly placeholders: Readonly<Record<string, unknown>>;
}

/** @throws {UsageError} WOT_ARGUMENT when `document` has no examples, and where */
export function examplesFile(document: unknown, file: string): ExamplesFile {
  if (!isRecord(document)) throw unusable(file, "", "must be an object");
  const { model, placeholders = {}, reads = [], writes = [], invocations = [] } = document;
  if (model !== undefined && typeof model !== "string") throw unusable(file, "/model", "must be a text");
  if (!isRecord(placeholders)) throw unusable(file, "/placeholders", "must be an object");
  rowsOf(reads, file, "/reads", ["source"], ["vendor", "model"]);
  rowsOf(writes, file, "/writes", ["property", "outlet"], ["model", "vendor"]);
  rowsOf(invocations, file, "/invocations", ["action", "outlet"], []);
  const examples = { reads, writes, invocations } as unknown as MappingExamples;
  return { ...examples, placeholders, ...(model !== undefined && { model }) };
}

/** Each row has texts under `texts` and something under `values`. */
function rowsOf(
  rows: unknown,
  file: string,
  pointer: string,
  texts: readonly string[],
  values: readonly string[],
): void {
  if (!Array.isArray(rows)) throw unusable(file, pointer, "must be a list");
  for (const [index, row] of rows.entries()) {
    const at = `${pointer}/${index}`;
    if (!isRecord(row)) throw unusable(file, at, "must be an object");
    for (const name of texts)
      if (typeof row[name] !== "string") throw unusable(file, `${at}/${name}`, "must be a text");
    for (const name of values) if (row[name] === undefined) throw unusable(file, `${at}/${name}`, "is missing");
  }
}

const unusable = (file: string, pointer: string, fault: string): UsageError =>
  new UsageError("WOT_ARGUMENT", `${file}#${pointer} ${fault}`);
