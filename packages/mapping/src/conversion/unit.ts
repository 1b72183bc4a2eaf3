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
  ["PSI", unit("pressure", 6894.757293168361)],
  ["IN_H2O", unit("pressure", 249.08891)],
  ["W", unit("power", 1)],
  ["MilliW", unit("power", 1e-3)],
  ["KiloW", unit("power", 1e3)],
  ["MegaW", unit("power", 1e6)],
  ["V-A", unit("apparent power", 1)],
  ["KiloV-A", unit("apparent power", 1e3)],
  ["V-A_Reactive", unit("reactive power", 1)],
  ["KiloV-A_Reactive", unit("reactive power", 1e3)],
  ["J", unit("energy", 1)],
  ["W-HR", unit("energy", 3600)],
  ["KiloJ", unit("energy", 1e3)],
  ["MegaJ", unit("energy", 1e6)],
  ["KiloW-HR", unit("energy", 3.6e6)],
  ["MegaW-HR", unit("energy", 3.6e9)],
  ["MilliSEC", unit("time", 1e-3)],
  ["SEC", unit("time", 1)],
  ["MIN", unit("time", 60)],
  ["HR", unit("time", 3600)],
  ["DAY", unit("time", 86_400)],
  ["V", unit("voltage", 1)],
  ["MilliV", unit("voltage", 1e-3)],
  ["KiloV", unit("voltage", 1e3)],
  ["A", unit("current", 1)],
  ["MilliA", unit("current", 1e-3)],
  ["HZ", unit("frequency", 1)],
  ["KiloHZ", unit("frequency", 1e3)],
  ["M", unit("length", 1)],
  ["KiloM", unit("length", 1e3)],
  ["CentiM", unit("length", 1e-2)],
  ["MilliM", unit("length", 1e-3)],
  ["MicroM", unit("length", 1e-6)],
  ["IN", unit("length", 0.0254)],
  ["FT", unit("length", 0.3048)],
  ["M3", unit("volume", 1)],
  ["L", unit("volume", 1e-3)],
  ["GAL_US", unit("volume", 3.785411784e-3)],
  ["M3-PER-SEC", unit("flow", 1)],
  ["M3-PER-HR", unit("flow", 1 / 3600)],
  ["L-PER-SEC", unit("flow", 1e-3)],
  ["L-PER-MIN", unit("flow", 1e-3 / 60)],
  ["L-PER-HR", unit("flow", 1e-3 / 3600)],
  ["FT3-PER-MIN", unit("flow", 0.028316846592 / 60)],
  ["KiloGM", unit("mass", 1)],
  ["GM", unit("mass", 1e-3)],
  ["DEG", unit("angle", Math.PI / 180)],
  ["RAD", unit("angle", 1)],
  ["M-PER-SEC", unit("speed", 1)],
  ["MilliM-PER-SEC", unit("speed", 1e-3)],
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
