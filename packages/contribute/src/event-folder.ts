import { isThingModel } from "@thingwright/td";
import type { Contribution, ContributionFile } from "./contribution.js";
import { fileName } from "./file-name.js";
import { missingOf } from "./missing.js";

/** Where in the repository w3c/wot-testing a contribution goes. */
export interface EventFolderOptions {
  /** Folder of the event, as `2025.11.Kobe`. */
  readonly event: string;
  /** The implementation that the documents are from; names its folder. */
  readonly implementation: string;
}

/**
 * What an event of W3C wot-testing takes: `events/EVENT/TD/IMPLEMENTATION/NAME.td.jsonld` and `NAME.tm.jsonld`, and a README
 * with a row for each. Names have neither spaces nor colons, and no two are the same.
 *
 * @param documents - as `preflight` gave them
 */
export function eventFolder(
  documents: readonly Readonly<Record<string, unknown>>[],
  { event, implementation }: EventFolderOptions,
): Contribution {
  const year = /^(\d{4})\.(\d{2})\.(\w+)$/.test(event) ? event : fileName(event, "event");
  const folder = `events/${year}/TD/${fileName(implementation, "implementation")}`;
  const taken = new Set<string>();
  const named = documents.map((document) => ({ document, name: unusedName(document, taken) }));
  const files = named.map(({ document, name }): ContributionFile => {
    return { path: `${folder}/${name}`, text: `${JSON.stringify(document, undefined, 2)}\n` };
  });
  const rows = named.map(
    ({ document, name }) => `| [${cell(titleOf(document, name))}](./${name}) | ${cell(schemesOf(document))} |`,
  );
  const readme = `# ${cell(implementation)}\n\n| Thing | Protocols |\n| --- | --- |\n${rows.join("\n")}\n`;
  return {
    files: [...files, { path: `${folder}/README.md`, text: readme }],
    missing: documents.flatMap((document) => missingOf(document, isThingModel(document))),
    commands: [
      "git clone https://github.com/w3c/wot-testing.git",
      "cp -r events wot-testing/",
      `git -C wot-testing switch -c ${fileName(implementation, "implementation")}`,
      `git -C wot-testing add ${folder}`,
      `git -C wot-testing commit -m "Add TDs of ${fileName(implementation, "implementation")}"`,
    ],
  };
}

function unusedName(document: Readonly<Record<string, unknown>>, taken: Set<string>): string {
  const base = fileName(document.title);
  const kind = isThingModel(document) ? "tm" : "td";
  for (let number = 1; ; number++) {
    const name = `${base}${number === 1 ? "" : `-${number}`}.${kind}.jsonld`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

const titleOf = ({ title }: Readonly<Record<string, unknown>>, name: string): string =>
  typeof title === "string" ? title : name;

/** Text for a cell of a table in Markdown. */
const cell = (text: string): string =>
  text
    .slice(0, 200)
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .replace(/[\\`*_{}[\]<>|]/g, "\\$&");

/** The schemes of all URIs in `href` and `base`, in capitals. */
function schemesOf(document: Readonly<Record<string, unknown>>): string {
  const schemes = new Set<string>();
  for (const [, scheme] of JSON.stringify(document).matchAll(/"(?:href|base)":"([a-z][a-z0-9+.-]{0,20}):/gi)) {
    schemes.add(scheme!.toUpperCase());
  }
  return [...schemes].sort().join(", ");
}
