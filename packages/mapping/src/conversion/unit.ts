import { unconvertible } from "../mapping-error.js";
import { linear, numberOf } from "./linear.js";
import { withoutNoise } from "./rounding.js";
import type { Step } from "./step.js";

/** A unit in terms of the base unit of its dimension. */
interface Unit {
  readonly dimension: string;
  /** base = value × factor + offset, or with `reciprocal`: base = factor / value. */
  readonly factor: number;
  readonly offset: number;
  readonly reciprocal: boolean;
}

const unit = (dimension: string, factor: number, offset = 0, reciprocal = false): Unit => {
  return { dimension, factor, offset, reciprocal };
};

/** Units of QUDT (qudt.org/vocab/unit/) that devices speak in, by local name. A mired is a `PER-MegaK`. */
const units: ReadonlyMap<string, Unit> = new Map([
  ["K", unit("temperature", 1)],
  ["DEG_C", unit("temperature", 1, 273.15)],
  ["DEG_F", unit("temperature", 5 / 9, 459.67 * (5 / 9))],
  ["PER-MegaK", unit("temperature", 1e6, 0, true)],
  ["FRACTION", unit("ratio", 1)],
  ["UNITLESS", unit("ratio", 1)],
  ["PERCENT", unit("ratio", 1e-2)],
  ["PPTH", unit("ratio", 1e-3)],
  ["PPM", unit("ratio", 1e-6)],
  ["PPB", unit("ratio", 1e-9)],
  ["LUX", unit("illuminance", 1)],
  ["FC", unit("illuminance", 10.763910416709722)],
  ["PA", unit("pressure", 1)],
  ["HectoPA", unit("pressure", 100)],
  ["KiloPA", unit("pressure", 1e3)],
  ["BAR", unit("pressure", 1e5)],
  ["MilliBAR", unit("pressure", 100)],
  ["W", unit("power", 1)],
  ["KiloW", unit("power", 1e3)],
  ["J", unit("energy", 1)],
  ["W-HR", unit("energy", 3600)],
  ["KiloW-HR", unit("energy", 3.6e6)],
  ["MilliSEC", unit("time", 1e-3)],
  ["SEC", unit("time", 1)],
  ["MIN", unit("time", 60)],
  ["HR", unit("time", 3600)],
  ["DAY", unit("time", 86_400)],
  ["V", unit("voltage", 1)],
  ["MilliV", unit("voltage", 1e-3)],
  ["A", unit("current", 1)],
  ["MilliA", unit("current", 1e-3)],
  ["M-PER-SEC", unit("speed", 1)],
  ["KiloM-PER-HR", unit("speed", 1 / 3.6)],
  ["GM-PER-M3", unit("density", 1)],
  ["MilliGM-PER-M3", unit("density", 1e-3)],
  ["MicroGM-PER-M3", unit("density", 1e-6)],
]);

/** `unit:` is no prefix where a Thing Description's own term `unit` is in force, so that the common API has `qudtUnit:`. */
const namespaces = ["qudtUnit:", "unit:", "http://qudt.org/vocab/unit/", "https://qudt.org/vocab/unit/"];

/**
 * Conversion from the unit `from` to the unit `to`, both `qudtUnit:NAME`, `unit:NAME` or the whole IRI; `undefined` when one is unknown
 * or they do not measure the same.
 */
export function unitConversion(from: string, to: string): Step | undefined {
  const vendor = unitNamed(from);
  const model = unitNamed(to);
  if (vendor === undefined || model === undefined || vendor.dimension !== model.dimension) return undefined;
  if (!vendor.reciprocal && !model.reciprocal) {
    return linear(vendor.factor / model.factor, (vendor.offset - model.offset) / model.factor);
  }
  return {
    read: (value) => fromBase(toBase(numberOf(value), vendor), model),
    write: (value) => fromBase(toBase(numberOf(value), model), vendor),
  };
}

function unitNamed(name: string): Unit | undefined {
  const namespace = namespaces.find((candidate) => name.startsWith(candidate));
  return namespace === undefined ? undefined : units.get(name.slice(namespace.length));
}

function toBase(value: number, { factor, offset, reciprocal }: Unit): number {
  if (!reciprocal) return value * factor + offset;
  if (value > 0) return factor / value;
  throw unconvertible(`expected a number above 0, got ${value}`);
}

function fromBase(base: number, { factor, offset, reciprocal }: Unit): number {
  if (!reciprocal) return withoutNoise((base - offset) / factor);
  if (base > 0) return withoutNoise(factor / base);
  throw unconvertible(`expected a value above absolute zero, got ${base}`);
}
