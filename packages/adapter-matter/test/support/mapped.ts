import type { DescribedPart } from "@thingwright/adapter-core";
import { compileMapping, type Mapping } from "@thingwright/mapping";
import type { NodeSnapshot } from "../../src/index.js";

/** The mapping of a described part, without a device: what its clusters' values are in the model, and what is sent for one. */
export class Mapped {
  readonly #mapping: Mapping;
  readonly #node: NodeSnapshot;

  constructor({ southbound, model }: DescribedPart, node: NodeSnapshot) {
    this.#mapping = compileMapping(southbound, model);
    this.#node = node;
  }

  /** What the property `name` of the model is now; `undefined` when nothing says it. */
  async read(name: string): Promise<unknown> {
    for (const { name: source, feeds } of this.#mapping.sources) {
      const vendor = this.#vendorOf(source);
      for (const { target, conversion } of feeds) {
        if (target.kind !== "property" || target.name !== name) continue;
        return conversion.read(vendor, { vendor, model: {} });
      }
    }
    return undefined;
  }

  async readAll(...names: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await this.read(name)])));
  }

  /** Where a write goes, and what is sent. */
  async write(name: string, value: unknown): Promise<readonly [string, unknown]> {
    const { outlet, conversion, source } = this.#mapping.writers.get(name)!;
    const vendor = source === undefined ? undefined : this.#vendorOf(source);
    return [outlet.name, await conversion.write(value, { vendor, model: {} })];
  }

  isWritable = (name: string): boolean => this.#mapping.writers.has(name);

  /** Where an invocation goes, and what is sent. */
  async invoke(name: string, input?: unknown): Promise<readonly [string, unknown]> {
    const { outlet, payload } = this.#mapping.invokers.get(name)!;
    return [outlet.name, await payload(input, { vendor: undefined, model: {} })];
  }

  /** Data of the event `name` that the present values give rise to. */
  async event(name: string): Promise<unknown> {
    for (const { name: source, feeds } of this.#mapping.sources) {
      const vendor = this.#vendorOf(source);
      for (const { target, conversion } of feeds) {
        if (target.kind === "event" && target.name === name) return conversion.read(vendor, { vendor, model: {} });
      }
    }
    return undefined;
  }

  /** Sources are named `state ENDPOINT CLUSTER`. */
  #vendorOf(source: string): unknown {
    const [, endpoint, name] = source.split(" ");
    const found = this.#node.endpoints.find(({ number }) => number === Number(endpoint));
    return found?.clusters.find((cluster) => cluster.name === name)?.values;
  }
}
