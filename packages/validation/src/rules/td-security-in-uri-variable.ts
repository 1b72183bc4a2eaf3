import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { activeSchemes, hasCredentialIn } from "./active-security.js";
import { memberOf } from "./any-object.js";
import { formUris } from "./form-uri.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { variablesIn } from "./uri-variables.js";
import { words } from "./words.js";

/** Where a credential travels in the URI, the Form's URI is a template with its variable (TD 1.1 §5.3.3.1). */
export const uriHasVariable: Rule = {
  id: "td-security-in-uri-variable",
  level: "error",
  words: words.uri,
  *check(doc) {
    if (!hasCredentialIn(doc, "uri")) return;
    const schemesOf = activeSchemes(doc);
    const uriOf = formUris(doc);
    for (const { object, place } of surveyOf(doc).forms) {
      const names = schemesOf(object)
        .filter(({ scheme }) => memberOf(scheme, "in") === "uri")
        .map(({ scheme }) => memberOf(scheme, "name"));
      const variables = names.length === 0 ? undefined : variablesIn(uriOf(object));
      for (const name of variables === undefined ? [] : names) {
        if (typeof name !== "string" || variables!.includes(name)) continue;
        const phrase = `has no variable {${truncate(name)}}, in which its security puts a credential`;
        yield { pointer: pointerOf({ name: "href", parent: place }), phrase };
      }
    }
  },
};
