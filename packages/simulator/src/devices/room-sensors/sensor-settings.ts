/** What one setting may hold, and what it holds at first. */
export interface SettingRule {
  readonly initial: unknown;
  readonly expected: string;
  accepts(value: unknown): boolean;
}

/** A setting that is one of some words; the first is the initial one. */
export function wordSetting(...words: readonly [string, ...string[]]): SettingRule {
  return {
    initial: words[0],
    expected: words.join(", "),
    accepts: (value) => typeof value === "string" && words.includes(value),
  };
}

/** A setting that is a number in a range. */
export function numberSetting(initial: number, minimum: number, maximum: number): SettingRule {
  return {
    initial,
    expected: `a number from ${minimum} to ${maximum}`,
    accepts: (value) => typeof value === "number" && value >= minimum && value <= maximum,
  };
}

/** A setting that is on or off. */
export function switchSetting(initial: boolean): SettingRule {
  return { initial, expected: "true or false", accepts: (value) => typeof value === "boolean" };
}

/** A sensor's settings: what `<base>/<name>/set` changes. */
export class SensorSettings {
  readonly #rules: ReadonlyMap<string, SettingRule>;
  readonly #values: Map<string, unknown>;

  constructor(rules: ReadonlyMap<string, SettingRule>) {
    this.#rules = rules;
    this.#values = new Map([...rules].map(([name, rule]) => [name, rule.initial]));
  }

  get(name: string): unknown {
    return this.#values.get(name);
  }

  /** All settings, as they stand in the sensor's state. */
  document(): Record<string, unknown> {
    return Object.fromEntries(this.#values);
  }

  /** Takes what is in order; returns the complaints about the rest. */
  apply(change: Readonly<Record<string, unknown>>): readonly string[] {
    const complaints: string[] = [];
    for (const [name, value] of Object.entries(change)) {
      const rule = this.#rules.get(name);
      if (rule === undefined) complaints.push(`no setting "${name.slice(0, 64)}"`);
      else if (!rule.accepts(value)) complaints.push(`"${name}" must be ${rule.expected}`);
      else this.#values.set(name, value);
    }
    return complaints;
  }
}
