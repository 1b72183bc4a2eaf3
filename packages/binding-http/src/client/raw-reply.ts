/** An answer as it came. */
export interface RawReply {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly Buffer[];
  readonly body: Uint8Array;
}

/** The first value of header `name`, which is given in lower case. */
export function headerOf(headers: readonly Buffer[], name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) if (isNamed(headers[i]!, name)) return headers[i + 1]!.toString("latin1");
  return undefined;
}

/** All values of header `name`, one for each line. */
export function headersOf(headers: readonly Buffer[], name: string): readonly string[] {
  const values: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    if (isNamed(headers[i]!, name)) values.push(headers[i + 1]!.toString("latin1"));
  }
  return values;
}

const isNamed = (header: Buffer, name: string): boolean =>
  header.length === name.length && header.toString("latin1").toLowerCase() === name;
