import type { Violation } from "./violation.js";

/** Explains by other means what is wrong at a place where a union failed; `undefined` leaves it to the general way. */
export type UnionExplainer<V> = (instancePath: string) => readonly V[] | undefined;

/**
 * The violations that a person wants to read. ajv reports every branch of a failed `oneOf` or `anyOf`; what stays of
 * a union is what went wrong in the branch that was meant.
 *
 * @param explain - knows some unions better than the general way does
 */
export function usefulViolations<V extends Violation>(
  violations: readonly V[],
  explain: UnionExplainer<V> = () => undefined,
): readonly V[] {
  const unions = new Map<string, V[]>();
  for (const violation of violations) if (isUnion(violation)) unions.set(violation.instancePath, []);
  if (unions.size === 0) return violations;
  const useful: V[] = [];
  for (const violation of violations) {
    const owner = outermost(violation.instancePath, unions);
    if (owner === undefined) useful.push(violation);
    else unions.get(owner)!.push(violation);
  }
  const explained = [...unions]
    .filter(([, owned]) => owned.length > 0)
    .flatMap(([instancePath, owned]) => explain(instancePath) ?? meantBranch(instancePath, owned));
  return [...useful, ...explained];
}

const isUnion = ({ keyword }: Violation): boolean => keyword === "oneOf" || keyword === "anyOf";

/** The shortest prefix of `instancePath`, itself included, at which a union failed. */
function outermost(instancePath: string, unions: ReadonlyMap<string, unknown>): string | undefined {
  for (let end = 0; end !== -1; end = instancePath.indexOf("/", end + 1)) {
    const prefix = instancePath.slice(0, end);
    if (unions.has(prefix)) return prefix;
    if (end === instancePath.length) return undefined;
  }
  return unions.has(instancePath) ? instancePath : undefined;
}

/**
 * What went wrong in the branch that fits best: the one that got deeper into the value; else one whose type fits;
 * else all types that would.
 */
function meantBranch<V extends Violation>(instancePath: string, owned: readonly V[]): readonly V[] {
  const deeper = owned.filter((violation) => violation.instancePath !== instancePath);
  if (deeper.length > 0) return usefulViolations(deeper);
  const leaves = owned.filter((violation) => !isUnion(violation));
  if (leaves.length === 0) return owned.slice(0, 1);
  const mistyped = new Set(leaves.filter(({ keyword }) => keyword === "type").map(branchOf));
  const typed = leaves.filter((violation) => !mistyped.has(branchOf(violation)));
  return typed.length > 0 ? mergeEnums(typed) : [mergeTypes(leaves.filter(({ keyword }) => keyword === "type"))];
}

/** The subschema that a keyword stands in. */
const branchOf = ({ schemaPath }: Violation): string => schemaPath.slice(0, schemaPath.lastIndexOf("/"));

function mergeTypes<V extends Violation>(violations: readonly V[]): V {
  const types = new Set(violations.flatMap(({ params }) => params.type as string | string[]));
  return { ...violations[0]!, params: { type: [...types] } };
}

/** Several branches that each name some values become one that names them all. */
function mergeEnums<V extends Violation>(violations: readonly V[]): readonly V[] {
  const [enums, others] = [violations.filter(isEnum), violations.filter((violation) => !isEnum(violation))];
  if (enums.length < 2) return violations;
  const allowedValues = new Set(enums.flatMap(allowedBy));
  return [...others, { ...enums[0]!, keyword: "enum", params: { allowedValues: [...allowedValues] } }];
}

const isEnum = ({ keyword }: Violation): boolean => keyword === "enum" || keyword === "const";

const allowedBy = ({ keyword, params }: Violation): readonly unknown[] =>
  keyword === "const" ? [params.allowedValue] : (params.allowedValues as readonly unknown[]);
