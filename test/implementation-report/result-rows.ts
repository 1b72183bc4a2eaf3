import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SpecificationName, W3cResultRow } from "@thingwright/conformance";
import { root } from "../house/workspace.js";
import { folder } from "./own-claim.js";

/** The results, by the name of their file and of the command's format; and the specification that they are of. */
export const results = {
  td: "td11",
  architecture: "architecture11",
  discovery: "discovery10",
  profile: "profile10",
} as const satisfies Record<string, SpecificationName>;

export type ResultName = keyof typeof results;

export const resultNames = Object.keys(results) as readonly ResultName[];

export const resultFile = (name: ResultName): string => join(root, folder, `${name}.csv`);

/** The rows of a result as they stand in the report's folder. */
export function rowsOf(name: ResultName): readonly W3cResultRow[] {
  const [, ...lines] = readFileSync(resultFile(name), "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [id = "", status, comment = ""] = JSON.parse(`[${line.replaceAll("\\", "\\\\").replaceAll('""', '\\"')}]`);
    return { id, status, comment } as W3cResultRow;
  });
}
