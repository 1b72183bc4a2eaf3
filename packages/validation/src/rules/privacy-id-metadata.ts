import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** The `id` tells nothing of the Thing (TD 1.1 §11.2). Looks for the Thing's title in it. */
export const idWithoutMetadata: Rule = {
  id: "privacy-id-metadata",
  level: "warning",
  *check(doc) {
    const [id, title] = [memberOf(doc, "id"), memberOf(doc, "title")];
    if (typeof id !== "string" || typeof title !== "string") return;
    const name = letters(title);
    if (name.length < shortestName || !letters(id).includes(name)) return;
    yield {
      pointer: "/id",
      phrase: "should not tell the Thing's title; one that tells nothing is of the form urn:uuid:…",
    };
  },
};

/** Shorter titles are in many an identifier by chance. */
const shortestName = 5;

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
