import type { CheckDescription } from "../check.js";
import type { Assertion } from "../specifications/assertion.js";
import { specifications } from "../specifications/specification.js";

/** What a check demands and does, for a person. */
export function explain(check: CheckDescription): string {
  const { id, area, specification, section, level, requirement, procedure, example, safety } = check;
  const { title, url } = specifications[specification];
  const place = section.startsWith("§")
    ? `${title} ${section}\n           ${url}`
    : `${title}\n           ${url}#${id}`;
  const lines = [
    id,
    `  level:   ${level}`,
    `  area:    ${area}`,
    `  source:  ${place}`,
    `  demands: ${requirement}`,
    `  does:    ${procedure}`,
    `  fails:   ${example}`,
    `  safety:  ${safety}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What an assertion without a check asks a person. */
export function explainQuestion({ id, specification, level, question }: Assertion): string {
  const { title, url } = specifications[specification];
  const lines = [
    id,
    `  level:   ${level}`,
    `  source:  ${title}\n           ${url}#${id}`,
    `  asks:    ${question}`,
    "  answer:  by a person, in a claim: see the command claim",
  ];
  return `${lines.join("\n")}\n`;
}
