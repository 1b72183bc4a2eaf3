import type { JudgementFinding } from "@thingwright/validation";
import type { JudgedFile } from "../judged-file.js";

/** SARIF 2.1.0, which code hosts and editors read. */
export function sarif(judged: readonly JudgedFile[]): string {
  const ids = new Set(judged.flatMap(({ findings }) => findings.map(({ assertion }) => assertion)));
  const driver = {
    name: "thingwright",
    informationUri: "https://github.com/thingwright/thingwright",
    rules: [...ids].sort().map(rule),
  };
  const results = judged.flatMap(({ file, findings }) => findings.map((finding) => result(file, finding)));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const levels = { error: "error", warning: "warning", lint: "note" } as const;

/** An assertion has a place in the Recommendation; a lint of ours has none. */
const rule = (id: string): object =>
  id.startsWith("lint-") ? { id } : { id, helpUri: `https://www.w3.org/TR/wot-thing-description11/#${id}` };

function result(file: string, { level, assertion, pointer, line, column, message }: JudgementFinding): object {
  return {
    ruleId: assertion,
    level: levels[level],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/")) },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: pointer }],
      },
    ],
  };
}
