/** How many levels of expressions and conditions `tree` has; each further branch of a condition is a level. */
export function levelsOf(tree: unknown): number {
  if (typeof tree !== "object" || tree === null) return 0;
  const own = "kind" in tree ? 1 : 0;
  const branches = "branches" in tree && Array.isArray(tree.branches) ? tree.branches.length - 1 : 0;
  return own + branches + Math.max(0, ...Object.values(tree).map(levelsOf));
}
