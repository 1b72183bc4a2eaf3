/** One link of a `Link` field or of a document in the CoRE Link Format: where it leads, and its parameters. */
export interface LinkValue {
  readonly target: string;
  /** By name in lower case; of several with one name the first counts (RFC 8288 §3.3). */
  readonly parameters: ReadonlyMap<string, string>;
}

const link = /<([^>]*)>((?:\s*;\s*[\w!#$&+\-.^`|~*]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)/gy;
const parameter = /;\s*([\w!#$&+\-.^`|~*]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*)))?/g;

/** Most links of one document that are looked at. */
export const maxLinks = 10_000;

/** The links up to the first that cannot be read (RFC 8288 §3, RFC 6690 §2). */
export function linkValuesIn(text: string): readonly LinkValue[] {
  const found: LinkValue[] = [];
  let at = text.length - text.trimStart().length;
  while (at < text.length && found.length < maxLinks) {
    link.lastIndex = at;
    const match = link.exec(text);
    if (match === null) break;
    found.push({ target: match[1]!.trim(), parameters: parametersIn(match[2]!) });
    const rest = /\s*,\s*/y;
    rest.lastIndex = link.lastIndex;
    if (rest.exec(text) === null) break;
    at = rest.lastIndex;
  }
  return found;
}

function parametersIn(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name, quoted, token] of text.matchAll(parameter)) {
    const key = name!.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, "$1") ?? token ?? "");
  }
  return parameters;
}
