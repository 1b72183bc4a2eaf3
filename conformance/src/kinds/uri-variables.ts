import { isWotError } from "@thingwright/errors";
import { compileUriTemplate, type DataSchema, type PropertyAffordance, type ThingDescription } from "@thingwright/td";

/** Most values of a variable that are tried. */
export const maxVariableValues = 4;

/** The variables of an affordance: its own, and those of the Thing (TD 1.1 `td-uriVariables-names`). */
export function uriVariablesOf(
  { uriVariables: ofThing = {} }: ThingDescription,
  { uriVariables: own = {} }: Pick<PropertyAffordance, "uriVariables"> = {},
): Readonly<Record<string, DataSchema>> {
  return { ...ofThing, ...own };
}

/**
 * The address that `href` makes with the first value of each variable; text in `why` where it makes none.
 *
 * @param filled - variables that are left as they are
 */
export function expandHref(
  href: string,
  variables: Readonly<Record<string, DataSchema>>,
  filled: readonly string[] = [],
  chosen: Readonly<Record<string, unknown>> = {},
): { readonly url: string } | { readonly why: string } {
  if (!/[{}]/.test(href)) return { url: href };
  try {
    const template = compileUriTemplate(href);
    const wanted = template.variables.filter((name) => !filled.includes(name));
    if (wanted.length === 0) return { url: href };
    if (wanted.length < template.variables.length) return { why: "its href has variables beside credentials" };
    const values: Record<string, unknown> = {};
    for (const name of wanted) {
      const [first] = Object.hasOwn(variables, name) ? knownValues(variables[name]!) : [];
      if (first === undefined) return { why: `nothing says which values its variable ${name} has` };
      values[name] = first;
    }
    return { url: template.expand({ ...values, ...chosen }) };
  } catch (error) {
    return { why: isWotError(error) ? error.message : "its href cannot be expanded" };
  }
}

/** Values that the schema says are good: whoever makes up others asks for what need not be there. */
export function knownValues(schema: DataSchema): readonly unknown[] {
  const { const: only, default: usual, enum: members, type, minimum, maximum } = schema as Known;
  if (only !== undefined) return [only];
  const first = usual === undefined ? [] : [usual];
  if (members !== undefined) return [...new Set([...first, ...members])].slice(0, maxVariableValues);
  if (type === "boolean") return [false, true];
  const isBounded = minimum !== undefined && maximum !== undefined;
  return isBounded ? [...new Set([...first, minimum, maximum])].slice(0, maxVariableValues) : first;
}

interface Known {
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}
