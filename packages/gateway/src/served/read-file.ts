/** The bytes of a file that a configuration names. @throws {UsageError} WOT_ARGUMENT when it cannot be read */
export type ReadFile = (name: string) => Promise<Uint8Array>;
