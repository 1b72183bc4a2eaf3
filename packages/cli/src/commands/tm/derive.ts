import type { JsonValue } from "@thingwright/td";
import { type DeriveOptions, deriveThing, formsByName } from "@thingwright/thing-model";
import type { Command } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readJson } from "../../document.js";
import { exitCode } from "../../exit-code.js";
import { variable } from "../../option-values.js";
import { jsonText, type Made, makesOfDocument } from "../../output.js";
import { type ModelOptions, readModel, withModelSources } from "../../resolved-model.js";

interface DeriveCommandOptions extends ModelOptions {
  readonly set?: ReadonlyMap<string, unknown>;
  readonly values?: string;
  readonly optional?: readonly string[] | "all";
  readonly id?: string;
  readonly title?: string;
  readonly base?: string;
  readonly instance?: string;
  readonly model?: string;
  readonly nosec: boolean;
}

/** `thingwright tm derive FILE`: exit 1 and what is missing, where it is not enough for a Thing Description. */
export function define(command: Command, context: CommandContext): void {
  command
    .option("--set <name=value>", "value of a placeholder; may be repeated", variable)
    .option("--values <file>", "JSON file with the values of placeholders")
    .option("--optional <pointers>", "optional affordances that the Thing has, with commas between, or all", pointers)
    .option("--id <uri>", "id of the Thing")
    .option("--title <text>", "title of the Thing")
    .option("--base <uri>", "base of its forms; affordances without forms get one below it")
    .option("--instance <version>", "version of the Thing")
    .option("--model <href>", "where the model can be found, for the link of the relation type")
    .option("--nosec", "the Thing has no security", false);
  withModelSources(
    makesOfDocument<DeriveCommandOptions>(command, context, async (file, options) => {
      const values = options.values === undefined ? {} : await readJson(options.values, context.terminal);
      const model = await readModel(file, options, context.terminal);
      return made(deriveThing(model, deriveOptions(options, values as Record<string, JsonValue>)));
    }),
  );
  example(command, "tm derive lamp.tm.jsonld --base http://lamp.example/ --nosec --set NAME=Desk");
}

const pointers = (text: string): readonly string[] | "all" => (text === "all" ? "all" : text.split(","));

function deriveOptions(options: DeriveCommandOptions, values: Record<string, JsonValue>): DeriveOptions {
  const { set = new Map(), optional, id, title, base, instance, model, nosec } = options;
  return {
    placeholders: { ...values, ...(Object.fromEntries(set) as Record<string, JsonValue>) },
    ...(optional === undefined ? {} : { optional }),
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...(base === undefined ? {} : { base, forms: formsByName }),
    ...(instance === undefined ? {} : { instance }),
    ...(model === undefined ? {} : { modelHref: model }),
    ...(nosec ? { security: { security: "nosec_sc", securityDefinitions: { nosec_sc: { scheme: "nosec" } } } } : {}),
  };
}

function made(derivation: ReturnType<typeof deriveThing>): Made {
  if (derivation.ok) return { text: jsonText(derivation.thing) };
  const missing = derivation.missing.map(
    ({ kind, pointer, name }) => `missing: ${kind}${name === undefined ? "" : ` ${name}`} at ${pointer}`,
  );
  const wrong = derivation.findings.map(({ pointer, message }) => `error: ${pointer} ${message}`);
  return { text: "", notes: [...missing, ...wrong], code: exitCode.failed };
}
