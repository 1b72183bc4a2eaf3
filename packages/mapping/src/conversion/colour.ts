import { describe, unconvertible } from "../mapping-error.js";

/** CIE 1931 chromaticity: what a colour is, without how bright. */
export interface Chromaticity {
  readonly x: number;
  readonly y: number;
}

/**
 * Chromaticity of an sRGB colour, three numbers of 0 to 255; `undefined` of black, which has none. Four decimal places.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID for anything else
 * @see IEC 61966-2-1
 */
export function xyOfRgb(rgb: unknown): Chromaticity | undefined {
  const [red, green, blue] = components(rgb, 3, 255).map((part) => linear(part / 255)) as [number, number, number];
  const x = 0.4124 * red + 0.3576 * green + 0.1805 * blue;
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const sum = x + y + 0.0193 * red + 0.1192 * green + 0.9505 * blue;
  return sum === 0 ? undefined : { x: rounded(x / sum, 4), y: rounded(y / sum, 4) };
}

/**
 * The brightest sRGB colour of a chromaticity, three integers of 0 to 255; one outside of what sRGB can show is moved to its
 * edge.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID for what is no chromaticity
 * @see IEC 61966-2-1
 */
export function rgbOfXy(xy: unknown): readonly [number, number, number] {
  const { x, y } = chromaticity(xy);
  // Where y is 0 there is no finite luminance; the smallest y has the same hue.
  const large = Math.max(y, 1e-6);
  const [X, Z] = [x / large, (1 - x - large) / large];
  const parts = [3.2406 * X - 1.5372 - 0.4986 * Z, -0.9689 * X + 1.8758 + 0.0415 * Z, 0.0557 * X - 0.204 + 1.057 * Z];
  const shown = parts.map((part) => Math.max(0, part));
  const brightest = Math.max(...shown);
  return shown.map((part) => Math.round(255 * encoded(part / brightest))) as unknown as readonly [
    number,
    number,
    number,
  ];
}

/**
 * Chromaticity of a hue in degrees and a saturation in percent.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID for anything else
 */
export function xyOfHs(hs: unknown): Chromaticity | undefined {
  const [hue, saturation] = components(hs, 2, 360) as [number, number];
  const part = (offset: number): number => {
    const at = (offset + hue / 60) % 6;
    return 255 * (1 - (saturation / 100) * Math.max(0, Math.min(at, 4 - at, 1)));
  };
  if (saturation > 100) throw unconvertible("the saturation is over 100 %");
  return xyOfRgb([part(5), part(3), part(1)]);
}

/**
 * Hue in degrees, 0 to 359, and saturation in percent, both whole numbers, of a chromaticity.
 *
 * @throws {DataSchemaError} WOT_DATA_INVALID for what is no chromaticity
 */
export function hsOfXy(xy: unknown): readonly [number, number] {
  const [red, green, blue] = rgbOfXy(xy);
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  return [Math.round(60 * sector(red, green, blue, most, spread)) % 360, Math.round((100 * spread) / most)];
}

/** Where on the circle of six colours, from 0 to 6. */
function sector(red: number, green: number, blue: number, most: number, spread: number): number {
  if (spread === 0) return 0;
  if (most === red) return ((green - blue) / spread + 6) % 6;
  return most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const encoded = (part: number): number => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);

function components(value: unknown, count: number, most: number): readonly number[] {
  const isInRange = (part: unknown): boolean => typeof part === "number" && part >= 0 && part <= most;
  if (Array.isArray(value) && value.length === count && value.every(isInRange)) return value;
  throw unconvertible(`expected ${count} numbers of 0 to ${most}, got ${describe(value)}`);
}

function chromaticity(value: unknown): Chromaticity {
  const { x, y } = (value ?? {}) as Partial<Chromaticity>;
  if (typeof x === "number" && typeof y === "number" && x >= 0 && y >= 0 && x <= 1 && y <= 1) return { x, y };
  throw unconvertible(`expected x and y of 0 to 1, got ${describe(value)}`);
}

const rounded = (value: number, places: number): number => Number(value.toFixed(places));
