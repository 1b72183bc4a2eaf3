import { ThingDescriptionError } from "@thingwright/errors";
import { Composer, type CST, Lexer, Parser } from "yaml";
import type { ReadLimits } from "./read-limits.js";

/**
 * The value of a YAML 1.2 text, of several documents in it the first. Aliases share what they stand for: only who writes
 * them out has to count.
 *
 * Nesting is measured while the text is taken apart, before anything recurses: a stack that ends inside a regular
 * expression takes the process with it.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_LIMIT
 */
export function readYaml(text: string, limits: Pick<ReadLimits, "maxDepth">): unknown {
  const tokens = tokensOf(text, limits.maxDepth);
  try {
    // Looking for equal keys would take quadratic time; the last of them counts, as in JSON.
    const composer = new Composer({ uniqueKeys: false, schema: "core", merge: false, logLevel: "silent" });
    const [document] = composer.compose(tokens, true, text.length);
    const [error] = document?.errors ?? [];
    if (error !== undefined) throw error;
    return document?.toJS({ maxAliasCount: -1 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n", 1)[0] : "unreadable";
    const message = `the document is neither JSON nor YAML: ${why}`;
    throw new ThingDescriptionError("WOT_TD_SYNTAX", message, { pointer: "", cause });
  }
}

/** Tokens that stand open besides the collections: the document, a key, a scalar. */
const otherTokens = 4;

/** Most anchors and aliases together: each alias is looked for among all anchors. */
const maxNames = 2000;
const scalarSign = "\x1f";

function tokensOf(text: string, maxDepth: number): readonly CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let names = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    // After this sign comes a scalar, which may start with either character.
    if (before !== scalarSign && (lexeme.startsWith("&") || lexeme.startsWith("*"))) names++;
    before = lexeme;
    if (names > maxNames) {
      throw new ThingDescriptionError("WOT_TD_LIMIT", `more than ${maxNames} anchors and aliases`, { pointer: "" });
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > maxDepth + otherTokens) {
      const message = `the document nests deeper than ${maxDepth} arrays and objects`;
      throw new ThingDescriptionError("WOT_TD_LIMIT", message, { pointer: "" });
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}
