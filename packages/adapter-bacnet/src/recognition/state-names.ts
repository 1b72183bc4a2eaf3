/** States of the common API's modes by what devices call them. A state that is not here makes nobody guess. */
const modes: Readonly<Record<string, string>> = {
  off: "off",
  aus: "off",
  heat: "heat",
  heating: "heat",
  heizen: "heat",
  cool: "cool",
  cooling: "cool",
  kühlen: "cool",
  auto: "auto",
  automatic: "auto",
  automatik: "auto",
  fan: "fan",
  "fan only": "fan",
  occupied: "occupied",
  unoccupied: "unoccupied",
  idle: "idle",
  ventilating: "ventilating",
};

/** What happens now, for what is wanted. */
const activities: Readonly<Record<string, string>> = {
  ...modes,
  off: "idle",
  heat: "heating",
  cool: "cooling",
  heating: "heating",
  cooling: "cooling",
  fan: "ventilating",
};

/**
 * `map:enum` from `states` to those of `wanted`; `undefined` when one of them has no
 * counterpart there, or all mean the same.
 */
export function statesTable(
  states: readonly string[],
  wanted: readonly unknown[],
): Readonly<Record<string, string>> | undefined {
  const table = tableOf(states, wanted, modes) ?? tableOf(states, wanted, activities);
  return table !== undefined && new Set(Object.values(table)).size > 1 ? table : undefined;
}

function tableOf(
  states: readonly string[],
  wanted: readonly unknown[],
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  const entries = states.map((state) => {
    const text = state.trim().toLowerCase();
    const known = wanted.includes(text) ? text : Object.hasOwn(names, text) ? names[text] : undefined;
    return [state, known] as const;
  });
  const isWhole = entries.length > 0 && entries.every(([, known]) => known !== undefined && wanted.includes(known));
  return isWhole ? (Object.fromEntries(entries) as Readonly<Record<string, string>>) : undefined;
}
