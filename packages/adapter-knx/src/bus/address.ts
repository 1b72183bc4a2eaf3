/** The wildcard in the place of a group: nobody's address. */
const nobody = 0;

/**
 * The number of a group address in three levels (`1/2/3`), two (`1/515`) or one (`2563`); `undefined` for what is none.
 *
 * @see KNX Standard 03_05_01 §2.3.3
 */
export function groupAddress(text: string): number | undefined {
  if (!/^\d{1,5}(\/\d{1,4}){0,2}$/.test(text)) return undefined;
  const [first = 0, second = 0, third = 0] = text.split("/").map(Number);
  const levels = text.split("/").length;
  const isInRange = [first <= 0xffff, first <= 31 && second <= 0x7ff, first <= 31 && second <= 7 && third <= 255];
  if (isInRange[levels - 1] !== true) return undefined;
  const address = [first, (first << 11) | second, (first << 11) | (second << 8) | third][levels - 1]!;
  return address === nobody ? undefined : address;
}

/** A group address in three levels. */
export const groupAddressText = (address: number): string => `${address >> 11}/${(address >> 8) & 7}/${address & 0xff}`;

/** The number of an individual address such as `1.1.250`; `undefined` for what is none. */
export function individualAddress(text: string): number | undefined {
  const [, area, line, device] = /^(\d{1,2})\.(\d{1,2})\.(\d{1,3})$/.exec(text) ?? [];
  if (area === undefined || Number(area) > 15 || Number(line) > 15 || Number(device) > 255) return undefined;
  return (Number(area) << 12) | (Number(line) << 8) | Number(device);
}

export const individualAddressText = (address: number): string =>
  `${address >> 12}.${(address >> 8) & 15}.${address & 0xff}`;
