import { isRecord } from "@thingwright/td";
import type { Missing } from "./contribution.js";

type Document = Readonly<Record<string, unknown>>;

/** What a reader of any published document looks for. */
export function missingOf(document: Document, isModel: boolean): readonly Missing[] {
  const version = isRecord(document.version) ? document.version : {};
  const part = isModel ? "model" : "instance";
  const wanted: readonly [boolean, string, string][] = [
    [text(document.title) || isRecord(document.titles), "/title", "a title"],
    [text(document.description) || isRecord(document.descriptions), "/description", "a description"],
    [text(version[part]), `/version/${part}`, "a version, as SemVer"],
    [text(document.support), "/support", "support: a URI where people can ask"],
    [hasLicense(document), "/links", "a license: a link of the relation license"],
  ];
  return wanted
    .filter(([isThere]) => !isThere)
    .map(([, pointer, what]) => ({ pointer, required: pointer === "/title", message: `the document has not ${what}` }));
}

const text = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

function hasLicense({ links, ...document }: Document): boolean {
  const linked = Array.isArray(links) && links.some((link) => isRecord(link) && link.rel === "license");
  return linked || ["schema:license", "dct:license", "license"].some((term) => Object.hasOwn(document, term));
}
