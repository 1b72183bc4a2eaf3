/**
 * One entry of the `exposes` of a device as Zigbee2MQTT publishes them, or of the `features` of one: what the device can
 * do. Members keep their names.
 *
 * @see https://www.zigbee2mqtt.io/guide/usage/exposes.html
 */
export interface Expose {
  /** `binary`, `numeric`, `enum`, `text`, `composite`, `list`, or a kind of device such as `light`. */
  readonly type: string;
  readonly name?: string;
  readonly label?: string;
  readonly description?: string;
  /** Member of the payload; a kind of device has none. */
  readonly property?: string;
  readonly endpoint?: string;
  /** Bits: 1 published, 2 can be set, 4 can be asked for. */
  readonly access?: number;
  readonly unit?: string;
  readonly value_min?: number;
  readonly value_max?: number;
  readonly value_on?: unknown;
  readonly value_off?: unknown;
  readonly values?: readonly unknown[];
  readonly features?: readonly Expose[];
  readonly item_type?: Expose;
}

/** Limits of what a device may say of itself. */
export const exposeLimits = {
  /** Entries in all, features of features included. */
  maxExposes: 2_000,
  /** Features within features. */
  maxExposeDepth: 8,
} as const;

/** What was read, and what could not be: nothing is left out without a word. */
export interface ReadExposes {
  readonly exposes: readonly Expose[];
  readonly problems: readonly string[];
}

/** Reads what anybody may have published. Never throws. */
export function readExposes(value: unknown): ReadExposes {
  const reader = new Reader();
  const exposes = Array.isArray(value) ? reader.list(value, "exposes", 0) : [];
  if (!Array.isArray(value)) reader.problems.push("exposes: no list");
  return { exposes, problems: reader.problems };
}

class Reader {
  readonly problems: string[] = [];
  #count = 0;

  list(values: readonly unknown[], place: string, depth: number): readonly Expose[] {
    return values.flatMap((value, index) => this.#one(value, `${place}/${index}`, depth) ?? []);
  }

  #one(value: unknown, place: string, depth: number): Expose | undefined {
    const problem = this.#problemOf(value, depth);
    if (problem !== undefined) {
      this.problems.push(`${place}: ${problem}`);
      return undefined;
    }
    const { type, ...members } = value as { readonly type: string } & Readonly<Record<string, unknown>>;
    const item =
      members.item_type === undefined ? undefined : this.#one(members.item_type, `${place}/item_type`, depth + 1);
    return {
      type,
      ...kept(members, texts, "string"),
      ...kept(members, numbers, "number"),
      ...("value_on" in members && { value_on: members.value_on, value_off: members.value_off }),
      ...(Array.isArray(members.values) && { values: members.values }),
      ...(Array.isArray(members.features) && {
        features: this.list(members.features, `${place}/features`, depth + 1),
      }),
      ...(item !== undefined && { item_type: item }),
    };
  }

  #problemOf(value: unknown, depth: number): string | undefined {
    if (typeof value !== "object" || value === null) return "no object";
    if (typeof (value as { readonly type?: unknown }).type !== "string") return "no type";
    if (refusedNames.has((value as { readonly property?: unknown }).property))
      return "a name that no document may have";
    if (depth >= exposeLimits.maxExposeDepth) return `deeper than maxExposeDepth (${exposeLimits.maxExposeDepth})`;
    this.#count += 1;
    return this.#count > exposeLimits.maxExposes ? `more than maxExposes (${exposeLimits.maxExposes})` : undefined;
  }
}

/** Members with these names would be taken for something else by JavaScript programs; parsers refuse them. */
const refusedNames: ReadonlySet<unknown> = new Set(["__proto__", "constructor", "prototype"]);

const texts = ["name", "label", "description", "property", "endpoint", "unit"] as const;
const numbers = ["access", "value_min", "value_max"] as const;

/** Those of `names` whose value is of `type`. */
function kept(members: Readonly<Record<string, unknown>>, names: readonly string[], type: "string" | "number"): object {
  return Object.fromEntries(names.filter((name) => typeof members[name] === type).map((name) => [name, members[name]]));
}
