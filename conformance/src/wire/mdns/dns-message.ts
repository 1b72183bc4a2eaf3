/** Types of records that are read (RFC 1035 §3.2.2, RFC 2782). */
export const recordTypes = { A: 1, PTR: 12, TXT: 16, SRV: 33 } as const;

export type RecordTypeName = keyof typeof recordTypes;

/** A question. */
export interface DnsQuestion {
  /** Without a dot at the end. */
  readonly name: string;
  readonly type: RecordTypeName;
}

/** A record, with its data as its type has it. */
export type DnsRecord = { readonly name: string } & (
  | { readonly type: "A" | "PTR"; readonly data: string }
  | { readonly type: "TXT"; readonly data: readonly Uint8Array[] }
  | { readonly type: "SRV"; readonly data: { readonly port: number; readonly target: string } }
);

/** Longest name, and so most steps from pointer to pointer (RFC 1035 §2.3.4). */
const maxNameLength = 255;

/** The bytes of a query with these questions, in the class IN. */
export function encodeQuery(questions: readonly DnsQuestion[]): Uint8Array {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(questions.length, 4);
  const parts = questions.map(({ name, type }) =>
    Buffer.concat([encodeName(name), uint16(recordTypes[type]), uint16(1)]),
  );
  return Buffer.concat([head, ...parts]);
}

/** The bytes of a response with these records. */
export function encodeResponse(records: readonly DnsRecord[]): Uint8Array {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0x8400, 2);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, ...records.map(encodeRecord)]);
}

/** The names and types that are asked for; `undefined` for bytes that are no query. */
export function decodeQuestions(bytes: Uint8Array): readonly DnsQuestion[] | undefined {
  return attempt(() => new DnsReader(bytes).questions());
}

/** The records of a response that are of known types; `undefined` for bytes that are no response. */
export function decodeRecords(bytes: Uint8Array): readonly DnsRecord[] | undefined {
  return attempt(() => new DnsReader(bytes).records());
}

/** What `read` reads; `undefined` when the bytes end too soon or a name has no end. */
function attempt<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Reads a message; what does not fit is a RangeError. */
class DnsReader {
  readonly #bytes: Buffer;
  #at = 12;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  questions(): readonly DnsQuestion[] | undefined {
    if ((this.#bytes.readUInt16BE(2) & 0x8000) !== 0) return undefined;
    const found = Array.from({ length: this.#bytes.readUInt16BE(4) }, () => this.#question());
    return found.flatMap(({ name, code }) => {
      const type = typeOf(code);
      return type === undefined ? [] : [{ name, type }];
    });
  }

  records(): readonly DnsRecord[] | undefined {
    if ((this.#bytes.readUInt16BE(2) & 0x8000) === 0) return undefined;
    const [questions, ...sections] = [4, 6, 8, 10].map((offset) => this.#bytes.readUInt16BE(offset));
    for (let count = 0; count < questions!; count += 1) this.#question();
    const records: DnsRecord[] = [];
    for (let count = sections.reduce((sum, each) => sum + each, 0); count > 0; count -= 1) {
      const record = this.#record();
      if (record !== undefined) records.push(record);
    }
    return records;
  }

  #question(): { readonly name: string; readonly code: number } {
    const name = this.#name();
    const code = this.#bytes.readUInt16BE(this.#at);
    this.#at += 4;
    return { name, code };
  }

  #record(): DnsRecord | undefined {
    const { name, code } = this.#question();
    const length = this.#bytes.readUInt16BE(this.#at + 4);
    const start = this.#at + 6;
    const end = start + length;
    if (end > this.#bytes.length) throw new RangeError("a record is longer than its message");
    this.#at = start;
    const record = this.#data(name, typeOf(code), end);
    this.#at = end;
    return record;
  }

  #data(name: string, type: RecordTypeName | undefined, end: number): DnsRecord | undefined {
    if (type === "A") return { name, type, data: [...this.#bytes.subarray(this.#at, this.#at + 4)].join(".") };
    if (type === "PTR") return { name, type, data: this.#name() };
    if (type === "TXT") return { name, type, data: this.#texts(end) };
    if (type !== "SRV") return undefined;
    const port = this.#bytes.readUInt16BE(this.#at + 4);
    this.#at += 6;
    return { name, type, data: { port, target: this.#name() } };
  }

  #texts(end: number): readonly Uint8Array[] {
    const texts: Uint8Array[] = [];
    while (this.#at < end) {
      const length = this.#bytes.readUInt8(this.#at);
      texts.push(this.#bytes.subarray(this.#at + 1, Math.min(this.#at + 1 + length, end)));
      this.#at += 1 + length;
    }
    return texts;
  }

  /** A name, also where it is said once and pointed to (RFC 1035 §4.1.4). */
  #name(): string {
    const labels: string[] = [];
    let at = this.#at;
    let after: number | undefined;
    for (let steps = 0; steps <= maxNameLength; steps += 1) {
      const length = this.#bytes.readUInt8(at);
      if (length >= 0xc0) {
        after ??= at + 2;
        at = this.#bytes.readUInt16BE(at) & 0x3fff;
        continue;
      }
      if (length === 0) {
        this.#at = after ?? at + 1;
        return labels.join(".");
      }
      labels.push(this.#bytes.toString("utf8", at + 1, at + 1 + length));
      at += 1 + length;
    }
    throw new RangeError("a name has no end");
  }
}

const typeOf = (code: number): RecordTypeName | undefined =>
  (Object.keys(recordTypes) as RecordTypeName[]).find((name) => recordTypes[name] === code);

function encodeRecord(record: DnsRecord): Uint8Array {
  const data = encodeData(record);
  const about = Buffer.concat([uint16(recordTypes[record.type]), uint16(1), Buffer.from([0, 0, 0, 120])]);
  return Buffer.concat([encodeName(record.name), about, uint16(data.length), data]);
}

function encodeData({ type, data }: DnsRecord): Uint8Array {
  if (type === "SRV") return Buffer.concat([uint16(0), uint16(0), uint16(data.port), encodeName(data.target)]);
  if (type === "TXT") return Buffer.concat(data.map((text) => Buffer.concat([Uint8Array.of(text.length), text])));
  return type === "A" ? Uint8Array.from(data.split("."), Number) : encodeName(data);
}

function encodeName(name: string): Uint8Array {
  const labels = name.split(".").map((label) => Buffer.from(label));
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Uint8Array.of(label.length), label])),
    Uint8Array.of(0),
  ]);
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}
