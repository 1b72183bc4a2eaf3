import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ThingModel } from "@thingwright/td";
import { catalogueResolver } from "@thingwright/thing-descriptions";
import { fileResolver, resolveThingModel, type ThingModelResolver } from "@thingwright/thing-model";
import { type Command, Option } from "commander";
import { readJson } from "./document.js";
import type { Terminal } from "./terminal.js";

/** Where a Thing Model may find others. */
export interface ModelOptions {
  /** Default: the folder of the model. */
  readonly root?: string;
}

/** The option of every command that resolves a Thing Model. */
export const withRoot = (command: Command): Command =>
  command.addOption(
    new Option("--root <folder>", "the folder in which other Thing Models may be; default: that of the file"),
  );

/**
 * The Thing Model of a file with all that it extends and refers to, in files and in the common API that comes along; nothing is
 * read from the network.
 */
export async function readModel(file: string, { root }: ModelOptions, terminal: Terminal): Promise<ThingModel> {
  const model = (await readJson(file, terminal)) as ThingModel;
  return await resolveThingModel(model, { ...urlOf(file), resolver: modelResolver(file, root) });
}

/** The URL of a file; standard input has none. */
export const urlOf = (file: string): { readonly url?: string } =>
  file === "-" ? {} : { url: pathToFileURL(resolve(file)).href };

/** Finds Thing Models in files below `root`, or else below the folder of `file`, and in the common API. */
export function modelResolver(file: string, root?: string): ThingModelResolver {
  const folder = root ?? (file === "-" ? undefined : dirname(file));
  return folder === undefined ? catalogueResolver : inFilesOrCatalogue(fileResolver({ root: resolve(folder) }));
}

const inFilesOrCatalogue = (files: ThingModelResolver): ThingModelResolver => ({
  read: async (url, options) => (await files.read(url, options)) ?? catalogueResolver.read(url, options),
});
