import type { DataType } from "../payload/data-type.js";
import type { Metric, MetricValue } from "../payload/payload.js";

/** What is known of a metric since its birth. */
export interface KnownMetric {
  readonly name: string;
  readonly alias: number | string | undefined;
  readonly dataType: DataType | undefined;
  readonly value: MetricValue;
}

/** The metrics of an edge node or a device, as its birth has told them and data have changed them. */
export class MetricTable {
  readonly #byName = new Map<string, KnownMetric>();
  readonly #nameOfAlias = new Map<number | string, string>();

  /** @param most - metrics that are kept */
  constructor(born: readonly Metric[], most: number) {
    for (const { name, alias, dataType, value = null } of born) {
      if (name === undefined || this.#byName.size >= most) continue;
      this.#byName.set(name, { name, alias, dataType, value });
      if (alias !== undefined) this.#nameOfAlias.set(alias, name);
    }
  }

  get size(): number {
    return this.#byName.size;
  }

  get(name: string): KnownMetric | undefined {
    return this.#byName.get(name);
  }

  all(): Iterable<KnownMetric> {
    return this.#byName.values();
  }

  /** The metric that is meant: by its name, or by its alias; `undefined` for one that was not born. */
  find({ name, alias }: Pick<Metric, "name" | "alias">): KnownMetric | undefined {
    const known = name ?? (alias === undefined ? undefined : this.#nameOfAlias.get(alias));
    return known === undefined ? undefined : this.#byName.get(known);
  }

  /** Takes a present value in; what it is then. */
  change(metric: KnownMetric, value: MetricValue): KnownMetric {
    const changed = { ...metric, value };
    this.#byName.set(metric.name, changed);
    return changed;
  }
}
