/** In which order a device sends the bytes of a register, and the registers of a value. */
export interface ByteOrder {
  /** `modv:mostSignificantByte`. */
  readonly mostSignificantByte: boolean;
  /** `modv:mostSignificantWord`. */
  readonly mostSignificantWord: boolean;
  /** Registers that make up one value: the group within which `mostSignificantWord` counts. */
  readonly registersPerValue: number;
}

/**
 * Turns register bytes from the device's order into big-endian, or back: the same exchange undoes itself. The argument
 * is returned when there is nothing to do, and never changed.
 */
export function reordered(bytes: Uint8Array, order: ByteOrder): Uint8Array {
  const { mostSignificantByte, mostSignificantWord, registersPerValue } = order;
  if (mostSignificantByte && (mostSignificantWord || registersPerValue < 2)) return bytes;
  const result = new Uint8Array(bytes.length);
  const groupBytes = registersPerValue * 2;
  for (let index = 0; index < bytes.length; index++) {
    result[target(index, bytes.length, groupBytes, order)] = bytes[index]!;
  }
  return result;
}

function target(index: number, length: number, groupBytes: number, order: ByteOrder): number {
  const within = index % 2;
  const byte = order.mostSignificantByte ? within : 1 - within;
  const register = index - within;
  const group = Math.floor(register / groupBytes) * groupBytes;
  const isWhole = group + groupBytes <= length;
  if (order.mostSignificantWord || !isWhole) return register + byte;
  return group + (groupBytes - 2 - (register - group)) + byte;
}
