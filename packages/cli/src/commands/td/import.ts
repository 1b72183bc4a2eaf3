import { basename, dirname, join } from "node:path";
import { UsageError } from "@thingwright/errors";
import { type Conversion, fromAsyncApi, fromOpenApi, fromSdf } from "@thingwright/interchange";
import { isRecord, parseJsonText } from "@thingwright/td";
import { type Command, Option } from "commander";
import { type CommandContext, example } from "../../command.js";
import { readDocument } from "../../document.js";
import { jsonText, makesOfDocument, writeText } from "../../output.js";

/** A document and, of SDF, the Thing Models of its submodels by their hrefs. */
interface Imported extends Conversion<object> {
  readonly models?: Readonly<Record<string, object>>;
}

/** What `--from` takes, with the members by which a document of it is known. */
const formats: Readonly<Record<string, { readonly members: readonly string[]; convert(bytes: Uint8Array): Imported }>> =
  {
    openapi: { members: ["openapi"], convert: (bytes) => fromOpenApi(bytes) },
    asyncapi: { members: ["asyncapi"], convert: (bytes) => fromAsyncApi(bytes) },
    sdf: {
      members: ["sdfThing", "sdfObject", "sdfProperty", "sdfAction", "sdfEvent", "sdfData"],
      convert: (bytes) => fromSdf(bytes),
    },
  };

/** `thingwright td import FILE` */
export function define(command: Command, context: CommandContext): void {
  command.addOption(
    new Option("--from <format>", "what the document is; without it, it is recognised").choices(Object.keys(formats)),
  );
  makesOfDocument<{ readonly from?: string }>(command, context, async (file, { from, out }) => {
    const bytes = await readDocument(file, context.terminal);
    const { document, losses, models = {} } = formats[from ?? recognised(bytes, file)]!.convert(bytes);
    const lost = losses.map(({ pointer, message }) => `lost: ${pointer}: ${message}`);
    return { text: jsonText(document), notes: [...lost, ...(await writeSubmodels(models, out))] };
  });
  example(command, "td import lamp.openapi.yaml --out lamp.td.jsonld");
}

/** Writes them into the folder of `out`, under the name at the end of their hrefs; says which. */
async function writeSubmodels(models: Readonly<Record<string, object>>, out: string | undefined): Promise<string[]> {
  const notes: string[] = [];
  for (const [href, model] of Object.entries(models)) {
    const name = basename(href);
    if (out === undefined) notes.push(`not printed: the submodel ${name}; --out FILE writes it beside FILE`);
    else if (!/^\w[\w.-]*$/.test(name) || name === basename(out))
      notes.push("not written: a submodel without a usable name");
    else {
      await writeText(join(dirname(out), name), jsonText(model));
      notes.push(`written: ${join(dirname(out), name)}`);
    }
  }
  return notes;
}

/** @throws {UsageError} WOT_ARGUMENT for what is none of them */
function recognised(bytes: Uint8Array, file: string): string {
  const json = parseJsonText(bytes);
  const names = json.ok ? (isRecord(json.value) ? Object.keys(json.value) : []) : yamlNames(bytes);
  const found = Object.entries(formats).find(([, { members }]) => members.some((member) => names.includes(member)));
  if (found !== undefined) return found[0];
  throw new UsageError("WOT_ARGUMENT", `${file} is none of ${Object.keys(formats).join(", ")}; say which with --from`);
}

/** Names at the left edge of a YAML text. */
const yamlNames = (bytes: Uint8Array): readonly string[] =>
  [...new TextDecoder().decode(bytes).matchAll(/^["']?([A-Za-z]{1,20})["']?:/gm)].map(([, name]) => name!);
