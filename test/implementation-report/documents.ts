import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord, type ThingDescription } from "@thingwright/td";
import { deriveThing } from "@thingwright/thing-model";
import { root } from "../house/workspace.js";
import { folder } from "./own-claim.js";

/** Documents of Things that use every term, from which the implementation makes what is judged. */
export const things = join(folder, "things");

/** Files of Thing Models and of Thing Descriptions that the project publishes, from the root. */
export function ownDocuments(): readonly string[] {
  return [...published("thing-descriptions/devices", ".tm.jsonld"), ...published(things, ".tm.jsonld")].concat(
    published("thing-descriptions/models", ".tm.json"),
    published("thing-descriptions/examples", ".json"),
  );
}

function published(path: string, suffix: string): readonly string[] {
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(path, name))
    .sort();
}

export const documentOf = (name: string): unknown => JSON.parse(readFileSync(join(root, things, name), "utf8"));

/** The Thing Description that `@thingwright/thing-model` derives from the model with Forms of its author. */
export function derivedAnnex(): ThingDescription {
  const derivation = deriveThing(documentOf("annex.tm.jsonld"), {
    id: "urn:uuid:2e7a4c31-6f0e-4d0b-9e55-0d3c6c1f7a02",
    instance: "1.0.0",
  });
  if (derivation.ok) return derivation.thing;
  throw new Error(JSON.stringify([...derivation.missing, ...derivation.findings].filter(isRecord)));
}
