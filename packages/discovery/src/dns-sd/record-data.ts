import type { DnsRecord } from "./dns-message.js";
import { keyOfName } from "./dns-name.js";

/** The same text for all records that say the same, however long they may be kept. */
export const identityOf = (record: DnsRecord): string =>
  `${record.type} ${keyOfName(record.name)} ${rdataOf(record).toString("latin1")}`;

/** The data of a record as it is compared: as on the wire, without compression, names in lower case (RFC 6762 §8.2). */
export function rdataOf({ type, data }: DnsRecord): Buffer {
  if (type === "TXT") return Buffer.concat(data.flatMap((each) => [Buffer.of(each.length), each]));
  if (type !== "SRV") return nameBytes(data);
  const numbers = [data.priority, data.weight, data.port].flatMap((number) => [number >> 8, number & 0xff]);
  return Buffer.concat([Buffer.from(numbers), nameBytes(data.target)]);
}

const nameBytes = (name: string): Buffer =>
  Buffer.concat(
    keyOfName(name)
      .split(".")
      .flatMap((label) => [Buffer.of(Buffer.byteLength(label)), Buffer.from(label)]),
  );
