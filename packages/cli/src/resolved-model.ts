import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ThingModel } from "@thingwright/td";
import { catalogueResolver } from "@thingwright/thing-descriptions";
import { fileResolver, httpsResolver, resolveThingModel, type ThingModelResolver } from "@thingwright/thing-model";
import { type Command, Option } from "commander";
import { allowOption } from "./allow-option.js";
import { readJson } from "./document.js";
import type { Terminal } from "./terminal.js";

/** Where a Thing Model may find others. */
export interface ModelOptions {
  /** Default: the folder of the model. */
  readonly root?: string;
  /** URLs, and beginnings of URLs that end in `/`, of which models may be fetched. Default: none. */
  readonly allow?: readonly string[];
}

/** The options of every command that resolves a Thing Model. */
export const withModelSources = (command: Command): Command =>
  command
    .addOption(
      new Option("--root <folder>", "the folder in which other Thing Models may be; default: that of the file"),
    )
    .addOption(allowOption());

/**
 * The Thing Model of a file with all that it extends and refers to, in files, in the common API that comes along, and on the
 * web where that is allowed.
 */
export async function readModel(file: string, options: ModelOptions, terminal: Terminal): Promise<ThingModel> {
  const model = (await readJson(file, terminal)) as ThingModel;
  return await resolveThingModel(model, { ...urlOf(file), resolver: modelResolver(file, options) });
}

/** The URL of a file; standard input has none. */
export const urlOf = (file: string): { readonly url?: string } =>
  file === "-" ? {} : { url: pathToFileURL(resolve(file)).href };

/** Finds Thing Models in files below `root`, or else below the folder of `file`, in the common API, and where `allow` says. */
export function modelResolver(file: string, { root, allow = [] }: ModelOptions): ThingModelResolver {
  const folder = root ?? (file === "-" ? undefined : dirname(file));
  const files = folder === undefined ? [] : [fileResolver({ root: resolve(folder) })];
  const web = allow.length === 0 ? [] : [httpsResolver({ allow })];
  return firstOf([...files, catalogueResolver, ...web]);
}

const firstOf = (resolvers: readonly ThingModelResolver[]): ThingModelResolver => ({
  async read(url, options) {
    for (const resolver of resolvers) {
      const text = await resolver.read(url, options);
      if (text !== undefined) return text;
    }
    return undefined;
  },
});
