import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { twentyAffordances } from "./twenty-affordances.mjs";

/** Path of a file with the Thing Description of 20 affordances. */
export function writtenThingDescription() {
  const path = join(mkdtempSync(join(tmpdir(), "bench-")), "twenty.td.jsonld");
  writeFileSync(path, JSON.stringify(twentyAffordances));
  return path;
}
