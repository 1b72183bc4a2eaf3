import { basename, dirname, join } from "node:path";
import { ThingDescriptionError, UsageError } from "@thingwright/errors";
import { checkExamples, compileMapping, type ExampleMismatch, findLosses, type Loss } from "@thingwright/mapping";
import {
  instantiate,
  isRecord,
  type JsonValue,
  parseThingDescriptionOrThrow,
  type ThingDescription,
  type ThingModel,
} from "@thingwright/td";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readJson } from "../../document.js";
import { type ExitCode, exitCode } from "../../exit-code.js";
import { type ModelOptions, withModelSources } from "../../resolved-model.js";
import { type Terminal, visible } from "../../terminal.js";
import { filesOf } from "../td/validate/files-of.js";
import { type ExamplesFile, examplesFile } from "./examples-file.js";
import { modelNamed } from "./model-named.js";

interface TestOptions extends ModelOptions {
  readonly examples?: string;
  readonly model?: string;
  readonly json: boolean;
}

/** What became of one mapping. */
interface Tested {
  readonly file: string;
  /** Rows of its examples. */
  readonly rows: number;
  readonly mismatches: readonly ExampleMismatch[];
  readonly losses: readonly Loss[];
}

/** `thingwright map test FILE…`: exit 1 where a row comes out otherwise. */
export function define(command: Command, { terminal, perform }: CommandContext): void {
  withModelSources(command)
    .argument("<file...>", "files or globs of southbound Thing Descriptions and Thing Models")
    .option("--examples <file>", "of one file; default: NAME.examples.json beside NAME.tm.jsonld")
    .option("--model <model>", "name or file of the model that it serves; default: what the examples say")
    .option("--json", "print JSON only", false)
    .action((patterns: string[], options: TestOptions) => perform(() => test(patterns, options, terminal)));
  example(command, "map test devices/acme/lamp.tm.jsonld", "map test 'devices/**/*.tm.jsonld' --json");
}

async function test(patterns: readonly string[], options: TestOptions, terminal: Terminal): Promise<ExitCode> {
  const files = await filesOf(patterns);
  if (files.length > 1 && options.examples !== undefined) {
    throw new UsageError("WOT_ARGUMENT", "--examples is of one file");
  }
  const all: Tested[] = [];
  for (const file of files) {
    const tested = await testOf(file, options, terminal);
    all.push(tested);
    if (!options.json) terminal.out(told(tested));
  }
  if (options.json) terminal.out(`${JSON.stringify(all)}\n`);
  return all.every(({ mismatches }) => mismatches.length === 0) ? exitCode.ok : exitCode.failed;
}

async function testOf(file: string, options: TestOptions, terminal: Terminal): Promise<Tested> {
  const beside = options.examples ?? besideOf(file);
  const examples = examplesFile(await readJson(beside, terminal), beside);
  const name = options.model ?? examples.model;
  if (name === undefined) {
    throw new UsageError("WOT_ARGUMENT", `${beside} does not say which model it is about; say it with --model`);
  }
  const model = await modelNamed(name, dirname(beside), options, terminal);
  const thing = thingOf(await readJson(file, terminal), examples, file);
  const mismatches = await inFile(file, () => checkExamples(thing, model, examples));
  const losses = await findLosses(compileMapping(thing, model), model);
  const rows = examples.reads.length + examples.writes.length + examples.invocations.length;
  return { file, rows, mismatches, losses };
}

/** `lamp.examples.json` beside `lamp.tm.jsonld`. */
const besideOf = (file: string): string =>
  join(dirname(file), `${basename(file).replace(/(?:\.(?:tm|td))?\.json(?:ld)?$/i, "")}.examples.json`);

function thingOf(document: unknown, { placeholders }: ExamplesFile, file: string): ThingDescription {
  if (!isRecord(document)) throw new UsageError("WOT_ARGUMENT", `${file} is no JSON object`);
  const types = [document["@type"]].flat();
  if (!types.includes("tm:ThingModel")) return parseThingDescriptionOrThrow(JSON.stringify(document));
  const values = placeholders as Readonly<Record<string, JsonValue>>;
  const { "tm:optional": optional } = document as ThingModel;
  const instance = instantiate(document as ThingModel, { placeholders: values, ...(optional && { optional }) });
  return parseThingDescriptionOrThrow(instance);
}

/** Says of a mapping that cannot be used in which file it is. */
async function inFile<T>(file: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof ThingDescriptionError) || cause.code !== "WOT_MAPPING") throw cause;
    throw new ThingDescriptionError("WOT_MAPPING", `${file}: ${cause.message}`, { pointer: cause.pointer, cause });
  }
}

function told({ file, rows, mismatches, losses }: Tested): string {
  const lines = mismatches.flatMap(({ pointer, expected, actual }) => [
    `${file}#${pointer}`,
    `  expected ${JSON.stringify(expected)}`,
    `  but it is ${JSON.stringify(actual)}`,
  ]);
  const remarks = losses.map(({ property, written, read, message }) => {
    const what = message ?? `is read as ${JSON.stringify(read)}`;
    return `${file}: note: ${property} ${JSON.stringify(written)} ${what}`;
  });
  const verdict = mismatches.length === 0 ? "hold" : `hold but ${mismatches.length}`;
  return [...lines, ...remarks, `${file}: ${rows} examples ${verdict}`].map((line) => `${visible(line)}\n`).join("");
}
