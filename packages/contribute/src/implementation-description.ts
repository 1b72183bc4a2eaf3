import type { Contribution } from "./contribution.js";
import { fileName } from "./file-name.js";

/** What an implementation report says of an implementation. */
export interface Implementation {
  readonly name: string;
  readonly organization: string;
  /** What it is, as `TD Exposer`, `Consumer`, `Tool`. */
  readonly category: string;
  /** Plain text; an empty line begins a paragraph. */
  readonly description?: string;
  readonly usage?: string;
  /** URL of the public repository. */
  readonly repository?: string;
}

/** The HTML fragment that the implementation report of TD 1.1 takes: one `div` with the id `impl-NAME`. */
export function implementationDescription(implementation: Implementation): Contribution {
  const { name, organization, category, description, usage, repository } = implementation;
  const id = fileName(name, "implementation");
  const facts = [
    fact("Usage", usage),
    fact("Public Repository", repository),
    fact("Contributing Member Organizations", organization),
  ];
  const paragraphs = (description ?? "").split(/\n\s*\n/).filter((each) => each.trim() !== "");
  const lines = [
    `<div class="impl" id="impl-${id}">`,
    `  <h4>${escaped(name)}: ${escaped(category)}</h4>`,
    ...paragraphs.map((each) => `  <p>${escaped(each.trim())}</p>`),
    ...facts.filter((each) => each !== undefined),
    "</div>",
  ];
  const missing = paragraphs.length > 0 ? [] : ["a description"];
  if (usage === undefined) missing.push("its usage");
  if (repository === undefined) missing.push("a public repository");
  return {
    files: [{ path: `testing/inputs/implementations/${id}.html`, text: `${lines.join("\n")}\n` }],
    missing: missing.map((what) => {
      return { pointer: "", required: what === "a description", message: `the implementation has not ${what}` };
    }),
    commands: ["git clone https://github.com/w3c/wot-thing-description.git", "cp -r testing wot-thing-description/"],
  };
}

const fact = (name: string, value: string | undefined): string | undefined =>
  value === undefined ? undefined : `  <p><b>${name}:</b> ${escaped(value)}</p>`;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character]!);
