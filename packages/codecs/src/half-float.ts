const view = new DataView(new ArrayBuffer(4));

/** Value of an IEEE 754 binary16 (RFC 8949 appendix D). */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** Bits of `value` as an IEEE 754 binary16, or `undefined` when that would lose precision. NaN is 0x7e00. */
export function toHalf(value: number): number | undefined {
  if (Number.isNaN(value)) return 0x7e00;
  if (Math.fround(value) !== value) return undefined;
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const half = halfMagnitude(((bits >>> 23) & 0xff) - 127, bits & 0x7fffff);
  return half === undefined ? undefined : ((bits >>> 16) & 0x8000) | half;
}

/** From a binary32's exponent without its bias, and its fraction. */
function halfMagnitude(exponent: number, fraction: number): number | undefined {
  if (exponent === 128) return 0x7c00;
  if (exponent === -127) return fraction === 0 ? 0 : undefined;
  if (exponent > 15 || exponent < -24) return undefined;
  if (exponent >= -14) return fraction & 0x1fff ? undefined : ((exponent + 15) << 10) | (fraction >> 13);
  const significand = fraction | 0x800000;
  const shift = -1 - exponent;
  return significand & ((1 << shift) - 1) ? undefined : significand >> shift;
}

/** Bits of the binary16 nearest to `value`, ties to even; beyond the largest one, of an infinity. */
export function nearestHalf(value: number): number {
  if (!Number.isFinite(value) || value === 0) return toHalf(value)!;
  const step = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -14) - 10);
  const rounded = roundToEven(value / step) * step;
  return toHalf(Math.abs(rounded) > 65_504 ? Math.sign(value) * Number.POSITIVE_INFINITY : rounded)!;
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const above = value - below;
  if (above !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
