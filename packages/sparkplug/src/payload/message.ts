/** A decoded protobuf message: a field that is not set is no member of its own. */
export type Message = Readonly<Record<string, unknown>>;

/** The value that a message has, by the name of its field. */
export interface OneValue {
  readonly case: string | undefined;
  readonly value: unknown;
}

/** A field that is set; `undefined` where it is not: messages inherit what is the default. */
export const fieldOf = <T>(message: Message, name: string): T | undefined =>
  Object.hasOwn(message, name) ? (message[name] as T) : undefined;

export const listOf = (message: Message, name: string): readonly Message[] =>
  fieldOf<readonly Message[]>(message, name) ?? [];

export const oneValueOf = (message: Message): OneValue =>
  fieldOf<OneValue>(message, "value") ?? { case: undefined, value: undefined };

/** A number where it is one exactly, else its decimal digits. */
export const exactNumber = (value: bigint): number | string =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
