import { isUtf8 } from "node:buffer";
import { fixDocument, type Judgement, judgeDocument, judgeFully } from "@thingwright/validation";
import { type Command, Option } from "commander";
import { allowOption } from "../../../allow-option.js";
import { type CommandContext, example } from "../../../command.js";
import { readDocument } from "../../../document.js";
import { type ExitCode, exitCode } from "../../../exit-code.js";
import { writeText } from "../../../output.js";
import type { Terminal } from "../../../terminal.js";
import { filesOf } from "./files-of.js";
import { type FormatName, formats } from "./formats/index.js";
import type { JudgedFile } from "./judged-file.js";
import { withCycles } from "./model-cycles.js";

interface ValidateOptions {
  readonly format: FormatName;
  readonly json: boolean;
  readonly level: "minimal" | "basic" | "full";
  readonly fix: boolean;
  readonly draft: boolean;
  readonly allow?: readonly string[];
}

/** `thingwright td validate PATTERN…`: exit 0 when no finding is an error, 1 when one is, 2 when a file cannot be read. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<file...>", "files or globs, as in 'things/**/*.jsonld'; - for standard input")
    .addOption(new Option("--format <name>", "how to say it").choices(Object.keys(formats)).default("human"))
    .option("--json", "the same as --format json", false)
    .addOption(
      new Option(
        "--level <level>",
        "minimal: the document; basic: also its prefixes; full: also as JSON-LD, and beside the models that it names",
      )
        .choices(["minimal", "basic", "full"])
        .default("minimal"),
    )
    .addOption(allowOption())
    .option("--fix", "mend in the files what can be mended in one way only, then judge", false)
    .option("--draft", "take a document of the TD 2.0 draft as one", false)
    .action((files: string[], options: ValidateOptions) => perform(() => validate(files, options, terminal)));
  example(command, "td validate 'things/**/*.jsonld' --format github", "td validate lamp.td.jsonld --fix --level full");
}

async function validate(patterns: readonly string[], options: ValidateOptions, terminal: Terminal): Promise<ExitCode> {
  const judged: JudgedFile[] = [];
  for (const file of await filesOf(patterns)) judged.push({ file, ...(await judge(file, options, terminal)) });
  terminal.out(formats[options.json ? "json" : options.format](judged));
  return judged.some(({ verdict }) => verdict === "invalid") ? exitCode.failed : exitCode.ok;
}

async function judge(file: string, options: ValidateOptions, terminal: Terminal): Promise<Judgement> {
  const { level, draft, allow = [] } = options;
  const read = await readDocument(file, terminal);
  const document = options.fix ? await mended(file, read, draft) : read;
  if (level !== "full") return await withCycles(judgeDocument(document, { level, draft }), document, file);
  const { checkLinkedData, remoteContexts } = await import("@thingwright/linked-data");
  const { checkLinkedModels } = await import("./linked-models.js");
  const contexts = allow.length === 0 ? {} : { loadContext: remoteContexts({ allow }) };
  const judgement = await judgeFully(document, {
    draft,
    checks: [
      (value) => checkLinkedData(value as object, contexts),
      (value) => checkLinkedModels(value, { file, allow }),
    ],
  });
  return await withCycles(judgement, document, file);
}

/** The document with its mends, which are in the file then; standard input has no file. */
async function mended(file: string, document: Uint8Array, draft: boolean): Promise<Uint8Array | string> {
  if (!isUtf8(document)) return document;
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(document);
  const after = fixDocument(before, { draft });
  if (after === before) return document;
  if (file !== "-") await writeText(file, after);
  return after;
}
