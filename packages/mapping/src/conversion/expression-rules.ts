/** Functions that are refused: their result is not a function of their arguments, or they escape the limits. */
const refusedFunctions = new Set(["eval", "random", "shuffle", "now", "millis", "pad"]);
const refusedNames = new Set(["__proto__", "constructor", "prototype"]);
const maxTreeDepth = 200;

/** What speaks against the syntax tree of an expression, in words; `undefined` when nothing does. */
export function objectionTo(tree: unknown, depth = 0): string | undefined {
  if (typeof tree !== "object" || tree === null) return undefined;
  if (depth > maxTreeDepth) return "the expression is nested too deeply";
  const objection = objectionToNode(tree as Node);
  if (objection !== undefined) return objection;
  for (const child of Object.values(tree)) {
    const inChild = objectionTo(child, depth + 1);
    if (inChild !== undefined) return inChild;
  }
  return undefined;
}

/** Whether the syntax tree of an expression has one of the variables `names`. The tree has passed {@link objectionTo}. */
export function namesVariable(tree: unknown, names: ReadonlySet<string>): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  const { type, value } = tree as Node;
  if (type === "variable" && typeof value === "string" && names.has(value)) return true;
  return Object.values(tree).some((child) => namesVariable(child, names));
}

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
}

function objectionToNode({ type, value }: Node): string | undefined {
  if (type === "regex" || value instanceof RegExp) return "regular expressions are not allowed";
  if (type === "transform") return "the transform operator is not allowed";
  if (typeof value !== "string") return undefined;
  if (type === "variable" && refusedFunctions.has(value)) return `$${value} is not allowed`;
  if (refusedNames.has(value)) return `the name ${value} is not allowed`;
  return undefined;
}
