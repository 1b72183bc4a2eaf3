import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { generateTypes } from "@thingwright/codegen";
import { UsageError } from "@thingwright/errors";
import { isRecord, isThingModel } from "@thingwright/td";
import type { Command } from "commander";
import { type CommandContext, example } from "../command.js";
import { readDocument, readJson } from "../document.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import { writeText } from "../output.js";
import { readModel } from "../resolved-model.js";
import type { Terminal } from "../terminal.js";
import { filesOf } from "./td/validate/files-of.js";

interface CodegenOptions {
  readonly out: string;
  readonly check: boolean;
}

/** `thingwright codegen FILE… --out DIR`: with `--check` nothing is written, and exit 1 says that a file is not up to date. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  command
    .argument("<file...>", "files or globs of Thing Descriptions and Thing Models")
    .requiredOption("--out <folder>", "where the modules are, one for each document")
    .option("--check", "write nothing, and fail where a module is not up to date", false)
    .action((files: string[], options: CodegenOptions) => perform(() => codegen(files, options, terminal)));
  example(
    command,
    "codegen 'models/*.tm.jsonld' --out src/things",
    "codegen 'models/*.tm.jsonld' --out src/things --check",
  );
}

async function codegen(
  patterns: readonly string[],
  { out, check }: CodegenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const modules = new Map<string, string>();
  for (const file of await filesOf(patterns)) {
    const target = join(out, `${moduleName(file)}.ts`);
    if (modules.has(target)) throw new UsageError("WOT_ARGUMENT", `${file} would be ${target}, which another file is`);
    modules.set(target, await typesOf(file, terminal));
  }
  if (!check) await mkdir(out, { recursive: true });
  let code: ExitCode = exitCode.ok;
  for (const [target, text] of modules) {
    if ((await textAt(target)) === text) continue;
    if (check) code = exitCode.failed;
    else await writeText(target, text);
    terminal.out(`${target}: ${check ? "not up to date" : "written"}\n`);
  }
  return code;
}

async function typesOf(file: string, terminal: Terminal): Promise<string> {
  const document = await readJson(file, terminal);
  const isModel = isRecord(document) && isThingModel(document);
  return generateTypes(isModel ? await readModel(file, {}, terminal) : document);
}

/** `lamp` for `models/lamp.tm.jsonld`. */
function moduleName(file: string): string {
  const name = basename(file).replace(/(\.(td|tm))?\.json(ld)?$/, "");
  return file === "-" || name === "" ? "thing" : name;
}

async function textAt(file: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readDocument(file));
  } catch {
    return undefined;
  }
}
