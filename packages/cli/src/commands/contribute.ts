import {
  type Contribution,
  catalogImport,
  eventFolder,
  implementationDescription,
  implementationReport,
  preflight,
  reportContribution,
  writeContribution,
} from "@thingwright/contribute";
import { UsageError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { readJson } from "../document.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { type Terminal, visible } from "../terminal.js";
import { filesOf } from "./td/validate/files-of.js";

interface ContributeOptions {
  readonly out: string;
  readonly implementation: string;
  readonly organization: string;
  readonly category: string;
  readonly event: string;
  readonly report?: string;
  readonly description?: string;
  readonly usage?: string;
  readonly repository?: string;
  readonly author?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly notImplemented?: readonly string[];
  readonly force: boolean;
}

/** `thingwright contribute FILE… --out DIR`: writes files and prints the commands that hand them in. It runs none of them. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<file...>", "files or globs of Thing Descriptions and Thing Models of one implementation")
    .requiredOption("--out <folder>", "where the contributions are written")
    .requiredOption("--implementation <name>", "name of the implementation")
    .requiredOption("--organization <name>", "who made it")
    .option("--category <text>", "what it is, as TD Exposer, Consumer or Tool", "TD Exposer")
    .option("--event <name>", "folder of the event in w3c/wot-testing, as 2025.11.Kobe", "YYYY.MM.Place")
    .option("--report <file>", "what thingwright-conformance --json said of it")
    .option("--not-implemented <ids>", "assertions that it leaves out, with commas between", (text) => text.split(","))
    .option("--description <text>", "what it does")
    .option("--usage <text>", "how it is used")
    .option("--repository <url>", "where its source is")
    .option("--author <name>", "for the catalog: author of models that name none")
    .option("--manufacturer <name>", "for the catalog: manufacturer of models that name none")
    .option("--model <number>", "for the catalog: part number of models that name none")
    .option("--force", "overwrite files that are there already", false)
    .action((files: string[], options: ContributeOptions) => perform(() => contribute(files, options, terminal)));
  example(command, 'contribute lamp.td.jsonld --out contribution --implementation Lamp --organization "Lamp Works"');
}

async function contribute(
  patterns: readonly string[],
  options: ContributeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const documents: Readonly<Record<string, unknown>>[] = [];
  for (const file of await filesOf(patterns)) documents.push(await publishable(file, terminal));
  const conformance = options.report === undefined ? undefined : await readJson(options.report, terminal);
  const contributions = prepared(documents, conformance, options);
  const files = contributions.flatMap((contribution) => contribution.files);
  const written = await writeContribution(options.out, files, { force: options.force });
  terminal.out(written.map((file) => `written: ${file}\n`).join(""));
  const missing = contributions.flatMap((contribution) => contribution.missing);
  for (const text of new Set(missing.map((each) => `missing${each.required ? "" : " (optional)"}: ${each.message}`)))
    terminal.err(`${visible(text)}\n`);
  terminal.out(`\nTo hand it in, after you have looked through it:\n\n  cd ${quoted(options.out)}\n`);
  const commands = new Set(contributions.flatMap((contribution) => contribution.commands));
  terminal.out([...commands].map((line) => `  ${line}\n`).join(""));
  return missing.some(({ required }) => required) ? exitCode.failed : exitCode.ok;
}

/** The document of a file without what must not be published, which is told on the error stream. */
async function publishable(file: string, terminal: Terminal): Promise<Readonly<Record<string, unknown>>> {
  const document = await readJson(file, terminal);
  if (!isRecord(document)) throw new UsageError("WOT_ARGUMENT", `${file} is no JSON object`);
  const { document: clean, removed } = preflight(document);
  for (const { what, kind, pointer } of removed)
    terminal.err(`removed: ${what} (${kind}) at ${visible(`${file}#${pointer}`)}\n`);
  return clean;
}

function prepared(
  documents: readonly Readonly<Record<string, unknown>>[],
  conformance: unknown,
  options: ContributeOptions,
): readonly Contribution[] {
  const { implementation, notImplemented } = options;
  const rows = implementationReport({
    documents,
    conformance,
    ...(notImplemented === undefined ? {} : { notImplemented }),
  });
  return [
    eventFolder(documents, options),
    implementationDescription({ ...options, name: implementation }),
    reportContribution(implementation, rows),
    catalogImport(documents, options),
  ];
}

const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
