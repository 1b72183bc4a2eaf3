import { maxCredentialLength } from "./challenge.js";

/** What follows the name of an authentication scheme, by names in lower case; no name reaches a prototype. */
export type AuthParams = ReadonlyMap<string, string>;

/** What a peer asks for: one challenge of RFC 9110 §11.3. */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  readonly params: AuthParams;
}

const tokenText = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const separators = /[ \t,]*/y;
const schemeName = new RegExp(`(${tokenText})(?=[ \\t,]|$)`, "y");
const authParam = new RegExp(
  `(${tokenText})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|(${tokenText}))[ \\t]*(?=,|$)`,
  "y",
);
const token68 = /[-._~+/0-9A-Za-z]+=*(?=[ \t,]|$)/y;

/** Most challenges that are looked at in one answer. */
const maxChallenges = 32;

/**
 * The challenges in the values of `WWW-Authenticate`, several to a value or one to each. What is malformed ends its value:
 * the challenges before it count.
 *
 * @see RFC 9110 §11.6.1
 */
export function parseChallenges(values: readonly string[]): readonly Challenge[] {
  return values.flatMap(challengesIn).slice(0, maxChallenges);
}

function challengesIn(text: string): readonly Challenge[] {
  if (text.length > maxCredentialLength) return [];
  const challenges: Challenge[] = [];
  let at = 0;
  for (;;) {
    at = endOf(separators, text, at);
    const scheme = matchAt(schemeName, text, at);
    if (scheme === null) return challenges;
    const { params, end } = paramsFrom(text, at + scheme[0].length);
    challenges.push({ scheme: scheme[1]!.toLowerCase(), params });
    at = end;
  }
}

/**
 * The parameters of credentials, without the name of their scheme. `undefined` when they are malformed or one comes
 * twice (RFC 9110 §11.2).
 */
export function parseAuthParams(text: string): AuthParams | undefined {
  const { params, end, isDoubled } = paramsFrom(text, 0);
  return end === text.length && !isDoubled ? params : undefined;
}

function paramsFrom(text: string, start: number) {
  const params = new Map<string, string>();
  let isDoubled = false;
  let end = start;
  for (;;) {
    const at = endOf(separators, text, end);
    const param = matchAt(authParam, text, at);
    if (param === null) {
      const bare = params.size === 0 ? matchAt(token68, text, at) : null;
      return { params, isDoubled, end: bare !== null && isAlone(text, at, bare[0]) ? at + bare[0].length : end };
    }
    const [whole, name, quoted, plain] = param;
    const key = name!.toLowerCase();
    isDoubled ||= params.has(key);
    params.set(key, plain ?? quoted!.replace(/\\(.)/gs, "$1"));
    end = at + whole.length;
  }
}

/** A token68 is followed by nothing or by a comma; otherwise it is the name of the next scheme. */
const isAlone = (text: string, at: number, found: string): boolean => {
  const after = text.slice(at + found.length).trimStart();
  return text[at - 1] === " " && (after === "" || after.startsWith(","));
};

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const endOf = (pattern: RegExp, text: string, at: number): number => at + (matchAt(pattern, text, at)?.[0].length ?? 0);

/** `text` as a quoted string (RFC 9110 §5.6.4). */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
