import type { ThingModel } from "@thingwright/td";
import type { ThingModelResolver } from "@thingwright/thing-model";
import { documents } from "./document.js";
import { type PartName, partNames, type ThingModelName, thingModelNames } from "./model-names.js";

/** Under this URL the folder `models/` is published; models name their parts by it, so that a copy of one still finds them. */
const published = "https://thingwright.org/models/";

const modelPath = (name: ThingModelName) => `thingwright/common/${name}` as const;
const partPath = (name: PartName) => `thingwright/parts/${name}` as const;

type Path = ReturnType<typeof modelPath> | ReturnType<typeof partPath>;

const paths: readonly Path[] = [...thingModelNames.map(modelPath), ...partNames.map(partPath)];
const suffix = ".tm.json";
const read = documents("models", paths, suffix);
const pathByUrl: ReadonlyMap<string, Path> = new Map(paths.map((path) => [urlOf(path), path]));

function urlOf(path: Path): string {
  return `${published}${path}${suffix}`;
}

/** Where the model `name` is published: what a Thing's link of the relation `type` points at. */
export const thingModelUrl = (name: ThingModelName): string => urlOf(modelPath(name));

/** Where the part `name` is published. */
export const partUrl = (name: PartName): string => urlOf(partPath(name));

/**
 * The model `name` as it is in the catalogue: it extends and refers to its parts. Frozen, and the same object each time.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export const thingModelSource = (name: ThingModelName): ThingModel => read(modelPath(name));

/**
 * The part `name` as it is in the catalogue; frozen, and the same object each time.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export const partSource = (name: PartName): ThingModel => read(partPath(name));

/** Gives `resolveThingModel` every model and part of the common API by the URL it is published under, without a network. */
export const catalogueResolver: ThingModelResolver = {
  async read(url) {
    const path = pathByUrl.get(url);
    return path === undefined ? undefined : JSON.stringify(read(path));
  },
};
