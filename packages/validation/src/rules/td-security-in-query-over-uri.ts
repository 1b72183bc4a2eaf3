import { activeSchemes, hasCredentialIn } from "./active-security.js";
import { type AnyObject, memberOf, objectsOf } from "./any-object.js";
import { formUris } from "./form-uri.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { words } from "./words.js";

/**
 * A credential is "in" the "uri" only where it cannot be in the "query" (TD 1.1 §5.3.3.1). It could be where all URIs that
 * have its variable have it in their query.
 */
export const queryOverUri: Rule = {
  id: "td-security-in-query-over-uri",
  level: "warning",
  words: words.uri,
  *check(doc) {
    if (!hasCredentialIn(doc, "uri")) return;
    const uses = usesOfVariables(doc);
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      const name = memberOf(object, "name");
      if (memberOf(object, "in") !== "uri" || typeof name !== "string" || uses.get(object) !== "query") continue;
      yield { pointer: `${pointer}/in`, phrase: 'should be "query", since the variable is in the query of every form' };
    }
  },
};

type Use = "query" | "elsewhere";

/** Where the Forms have the variables of the schemes that are active on them. */
function usesOfVariables(doc: AnyObject): ReadonlyMap<AnyObject, Use> {
  const uses = new Map<AnyObject, Use>();
  const schemesOf = activeSchemes(doc);
  const uriOf = formUris(doc);
  for (const { object } of surveyOf(doc).forms) {
    const uri = uriOf(object);
    if (uri === undefined || !uri.includes("{")) continue;
    for (const { scheme } of schemesOf(object)) {
      const name = memberOf(scheme, "name");
      const use = memberOf(scheme, "in") === "uri" && typeof name === "string" ? useIn(uri, name) : undefined;
      if (use !== undefined && uses.get(scheme) !== "elsewhere") uses.set(scheme, use);
    }
  }
  return uses;
}

function useIn(uri: string, name: string): Use | undefined {
  const query = uri.search(/\?|\{&/);
  const at = uri.split("{").findIndex((part) => variableNames(part).includes(name));
  if (at < 1) return undefined;
  const position = uri.split("{").slice(0, at).join("{").length;
  return query !== -1 && position + 1 >= query ? "query" : "elsewhere";
}

/** The names in an expression, of which the opening brace is cut off. */
const variableNames = (expression: string): readonly string[] =>
  (expression.split("}", 1)[0] ?? "")
    .replace(/^[+#./;?&]/, "")
    .split(",")
    .map((each) => each.replace(/(?:\*|:\d+)$/, ""));
