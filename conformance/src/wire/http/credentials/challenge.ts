/** A challenge of WWW-Authenticate: parameters by their names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A parameter (RFC 9110 §11.2), a scheme, or a comma. */
const token =
  /\s*(?:([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|([A-Za-z0-9!#$%&'*+.^_`|~-]+)|,)/gy;

/** The challenges of a field value (RFC 9110 §11.6.1). What is malformed ends the list. */
export function challengesIn(value: string): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  for (const [, name, quoted, plain, scheme] of value.matchAll(token)) {
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: Object.create(null) });
    const last = challenges.at(-1);
    if (name === undefined || last === undefined) continue;
    last.parameters[name.toLowerCase()] = quoted === undefined ? (plain ?? "") : quoted.replace(/\\(.)/g, "$1");
  }
  return challenges;
}
