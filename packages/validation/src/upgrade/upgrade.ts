/** A place of a document, and what is said of it. */
export interface UpgradeNote {
  /** JSON Pointer (RFC 6901) into the upgraded document. */
  readonly pointer: string;
  /** Plain words. */
  readonly message: string;
}

/** A document as TD 1.1 has it. */
export interface Upgrade {
  /** The document with its members in their order; the same object when nothing had to be changed. */
  readonly document: unknown;
  readonly changes: readonly UpgradeNote[];
  /** What a person has to decide. */
  readonly open: readonly UpgradeNote[];
}

/** Takes one document a step further: gives what it changed as a copy, and tells it. */
export type UpgradeStep = (
  document: Readonly<Record<string, unknown>>,
  changed: (pointer: string, message: string) => void,
  open: (pointer: string, message: string) => void,
) => Readonly<Record<string, unknown>>;
