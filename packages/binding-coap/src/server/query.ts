/** The value of `name` in Uri-Query values; `undefined` when it is absent, the first when there are several. */
export function queryValue(query: readonly string[], name: string): string | undefined {
  for (const pair of query) {
    const value = valueIn(pair, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/**
 * The items of a list: one for each `name=` of several, or the items between the commas of a single one. A single one
 * that `isWhole` is one item, commas and all. `undefined` when there is none.
 */
export function queryList(
  query: readonly string[],
  name: string,
  isWhole: (item: string) => boolean,
): readonly string[] | undefined {
  const values = query.map((pair) => valueIn(pair, name)).filter((value) => value !== undefined);
  const [only, second] = values;
  if (only === undefined || second !== undefined || isWhole(only)) return only === undefined ? undefined : values;
  return only === "" ? [] : only.split(",");
}

function valueIn(pair: string, name: string): string | undefined {
  if (!pair.startsWith(name)) return undefined;
  if (pair.length === name.length) return "";
  return pair[name.length] === "=" ? pair.slice(name.length + 1) : undefined;
}
