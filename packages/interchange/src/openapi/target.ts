/** Where an HTTP Form goes, in the words of OpenAPI. */
export interface Target {
  /** Scheme and authority. */
  readonly server: string;
  /** The path, with `{name}` for each path parameter. */
  readonly path: string;
  readonly parameters: readonly TargetParameter[];
}

export interface TargetParameter {
  readonly in: "path" | "query";
  readonly name: string;
  /** Name of the URI variable that has the value; absent for a fixed one. */
  readonly variable?: string;
  readonly value?: string;
  readonly explode: boolean;
}

/**
 * Takes the URI Template `href` apart, or says in a sentence why OpenAPI cannot.
 *
 * Understood: `{name}` and `{name*}` in the path, `{?a,b}` and `{&a,b}` at the end, `key=value` and `key={name}` in the query.
 */
export function targetOf(href: string): Target | string {
  const parts = /^(https?:\/\/[^/?#{}]+)((?:[^?#{}]|\{\w+\*?\})*)(.*)$/i.exec(href);
  if (parts === null) return "the href is no absolute http or https URI without variables in its authority";
  const [, server, path, tail] = parts;
  const query = queryOf(tail!);
  if (query === undefined) return "OpenAPI cannot express this URI Template";
  const fromPath = [...path!.matchAll(/\{(\w+)(\*?)\}/g)].map((match) => pathParameter(match[1]!, match[2] === "*"));
  const parameters = [...fromPath, ...query];
  if (new Set(parameters.map((each) => `${each.in} ${each.name}`)).size < parameters.length) {
    return "OpenAPI cannot express a parameter that occurs twice";
  }
  return { server: server!, path: path!.replaceAll("*}", "}") || "/", parameters };
}

const pathParameter = (name: string, explode: boolean): TargetParameter => ({
  in: "path",
  name,
  variable: name,
  explode,
});

/** The parameters of a query; `undefined` when it has more than the forms that {@link targetOf} lists. */
function queryOf(tail: string): readonly TargetParameter[] | undefined {
  const parts = /^(?:\?([^{}#]*(?:\{\w+\}[^{}#]*)*))?(?:\{[?&]([\w,*]+)\})?$/.exec(tail);
  if (parts === null) return undefined;
  const literal = (parts[1] ?? "").split("&").filter((pair) => pair !== "");
  const fixed = literal.map(pairOf);
  if (fixed.includes(undefined)) return undefined;
  const listed = parts[2] === undefined ? [] : parts[2].split(",").map(listedParameter);
  return [...(fixed as TargetParameter[]), ...listed];
}

function pairOf(pair: string): TargetParameter | undefined {
  const parts = /^([^={}]+)=(?:\{(\w+)\}|([^{}]*))$/.exec(pair);
  if (parts === null) return undefined;
  const [, name, variable, value] = parts;
  return { in: "query", name: name!, ...(variable === undefined ? { value: value! } : { variable }), explode: false };
}

function listedParameter(text: string): TargetParameter {
  const name = text.replace("*", "");
  return { in: "query", name, variable: name, explode: text.endsWith("*") };
}
