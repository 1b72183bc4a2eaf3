import type { JudgementFinding } from "@thingwright/validation";
import type { JudgedFile } from "../judged-file.js";

/** One test case a file, which fails by its errors; warnings and lints are its output. */
export function junit(judged: readonly JudgedFile[]): string {
  const failures = judged.filter(({ verdict }) => verdict === "invalid").length;
  const counts = `tests="${judged.length}" failures="${failures}"`;
  const suite = `<testsuite name="thingwright td validate" ${counts}>\n${judged.map(testCase).join("")}</testsuite>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n${suite}</testsuites>\n`;
}

function testCase({ file, kind, findings }: JudgedFile): string {
  const errors = findings.filter(({ level }) => level === "error");
  const others = findings.filter(({ level }) => level !== "error");
  const failure =
    errors.length === 0 ? "" : `<failure message="${escaped(errors[0]!.message)}">${lines(errors)}</failure>`;
  const output = others.length === 0 ? "" : `<system-out>${lines(others)}</system-out>`;
  return `<testcase classname="${kind}" name="${escaped(file)}">${failure}${output}</testcase>\n`;
}

const lines = (findings: readonly JudgementFinding[]): string =>
  findings
    .map(({ level, line, column, message, assertion }) => `${line}:${column} ${level}: ${message} [${assertion}]`)
    .map(escaped)
    .join("\n");

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for XML 1.0, which lacks most control characters. */
const escaped = (text: string): string =>
  text.replace(notInXml, "\uFFFD").replace(/[&<>"]/g, (character) => entities[character]!);

const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
