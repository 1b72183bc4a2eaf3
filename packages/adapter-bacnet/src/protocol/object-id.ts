/** An object of a device: its type (0–1023) and its number among those of its type (0–4194303). */
export interface ObjectId {
  readonly type: number;
  readonly instance: number;
}

/** Number that stands for "no device" and for "every device" (ASHRAE 135 §12.11, Object_Identifier). */
export const maxInstance = 0x3fffff;

export const isInstance = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxInstance;

/** Both numbers in one word, as they travel (§20.2.14). */
export const packObjectId = ({ type, instance }: ObjectId): number => ((type << 22) | instance) >>> 0;

export const unpackObjectId = (word: number): ObjectId => ({ type: word >>> 22, instance: word & maxInstance });

/** `type,instance`, as a `bacnet:` URI has it. */
export const objectText = ({ type, instance }: ObjectId): string => `${type},${instance}`;
