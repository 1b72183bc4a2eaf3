import type { MediaTypeParameters } from "@thingwright/contracts";

/** A media type, taken apart. */
export interface MediaType {
  /** `type/subtype`, lower case. */
  readonly essence: string;
  /** Names in lower case, values as they came without their quotes; of a name given twice, the first. */
  readonly parameters: MediaTypeParameters;
}

const noParameters: MediaTypeParameters = new Map();

/**
 * The parts of a media type, or `undefined` when `text` is none. Linear in the length of `text`.
 *
 * @see RFC 9110 §8.3.1, §5.6.6
 */
export function parseMediaType(text: string): MediaType | undefined {
  const slash = endOfToken(text, skipSpace(text, 0));
  if (text[slash] !== "/") return undefined;
  const start = skipSpace(text, 0);
  const end = endOfToken(text, slash + 1);
  if (slash === start || end === slash + 1) return undefined;
  const essence = text.slice(start, end).toLowerCase();
  const parameters = parseParameters(text, end);
  return parameters === undefined ? undefined : { essence, parameters };
}

/** `*( OWS ";" OWS [ parameter ] )` up to the end of `text`. */
function parseParameters(text: string, from: number): MediaTypeParameters | undefined {
  let at = skipSpace(text, from);
  if (at === text.length) return noParameters;
  const parameters = new Map<string, string>();
  while (at < text.length) {
    if (text[at] !== ";") return undefined;
    at = skipSpace(text, at + 1);
    if (at === text.length || text[at] === ";") continue;
    const equals = endOfToken(text, at);
    if (equals === at || text[equals] !== "=") return undefined;
    const name = text.slice(at, equals).toLowerCase();
    const value = parseValue(text, equals + 1);
    if (value === undefined) return undefined;
    if (!parameters.has(name)) parameters.set(name, value.text);
    at = skipSpace(text, value.end);
  }
  return parameters;
}

interface ParameterValue {
  readonly text: string;
  readonly end: number;
}

function parseValue(text: string, from: number): ParameterValue | undefined {
  if (text[from] === '"') return parseQuotedString(text, from + 1);
  const end = endOfToken(text, from);
  return end === from ? undefined : { text: text.slice(from, end), end };
}

/** RFC 9110 §5.6.4, from behind the opening quote. */
function parseQuotedString(text: string, from: number): ParameterValue | undefined {
  let value = "";
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') return { text: value, end: at + 1 };
    if (text[at] === "\\") at++;
    if (at >= text.length || !isQuotable(text.charCodeAt(at))) return undefined;
    value += text[at];
  }
  return undefined;
}

/** HTAB, SP, VCHAR and obs-text. */
const isQuotable = (code: number): boolean => code === 0x09 || (code >= 0x20 && code !== 0x7f && code <= 0xff);

const tokenCharacters: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(code)),
);

function endOfToken(text: string, from: number): number {
  let at = from;
  while (at < text.length && tokenCharacters[text.charCodeAt(at)] === true) at++;
  return at;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}
