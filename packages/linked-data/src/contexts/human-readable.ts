import type { Term } from "./vocabulary.js";

/** Titles and descriptions, alike in a Thing, an affordance and a DataSchema; a text with no language is English. */
export const humanReadable: readonly Term[] = [
  ["title", "td:title", { language: "en" }],
  ["titles", "td:titleInLanguage", { container: "@language" }],
  ["description", "td:description", { language: "en" }],
  ["descriptions", "td:descriptionInLanguage", { container: "@language" }],
];
