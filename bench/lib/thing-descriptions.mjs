import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Documents that a row about them takes: enough to be of all kinds, few enough that every side sees each. */
const wanted = 200;

/**
 * Texts of Thing Descriptions: of the corpus of the W3C's events, where it is beside the checkout, evenly picked from all of
 * its Thing Descriptions that are JSON objects; else those of `thing-descriptions/`.
 */
export function thingDescriptionTexts() {
  const corpus = new URL("../../../shared/w3c/corpus/", import.meta.url);
  const texts = existsSync(corpus)
    ? ofCorpus(corpus)
    : ofRepository(new URL("../../thing-descriptions/", import.meta.url));
  const step = Math.max(1, texts.length / wanted);
  return Array.from({ length: Math.min(wanted, texts.length) }, (_, index) => texts[Math.floor(index * step)]);
}

function ofCorpus(folder) {
  const entries = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8"));
  return entries
    .filter(({ kind }) => kind === "td")
    .map(({ path }) => readFileSync(new URL(path.split("/").map(encodeURIComponent).join("/"), folder), "utf8"))
    .filter(isObject);
}

const ofRepository = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(".td.jsonld") && !path.includes("node_modules"))
    .map((path) => readFileSync(new URL(path, folder), "utf8"));

function isObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
