/** Services of KNXnet/IP by their numbers. @see KNX Standard 03_08_01 §5.3, 03_08_02 to 03_08_05 */
export const service = {
  searchRequest: 0x0201,
  searchResponse: 0x0202,
  descriptionRequest: 0x0203,
  descriptionResponse: 0x0204,
  connectRequest: 0x0205,
  connectResponse: 0x0206,
  connectionStateRequest: 0x0207,
  connectionStateResponse: 0x0208,
  disconnectRequest: 0x0209,
  disconnectResponse: 0x020a,
  tunnellingRequest: 0x0420,
  tunnellingAck: 0x0421,
  routingIndication: 0x0530,
  routingLostMessage: 0x0531,
  routingBusy: 0x0532,
} as const;

/** One message of KNXnet/IP. */
export interface Message {
  readonly service: number;
  readonly body: Uint8Array;
}

const headerLength = 6;
const version = 0x10;

/** Longest message that is taken: a telegram of 254 bytes with all that stands before it is shorter. */
export const maxMessageBytes = 1024;

/** The header of a message whose body has so many bytes. @see KNX Standard 03_08_01 §4.3 */
export function headerOf(number: number, bodyLength: number): Uint8Array {
  const length = headerLength + bodyLength;
  return Uint8Array.of(headerLength, version, number >> 8, number & 0xff, length >> 8, length & 0xff);
}

/** A message with its header. */
export function encodeMessage(number: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headerLength + body.length);
  bytes.set(headerOf(number, body.length));
  bytes.set(body, headerLength);
  return bytes;
}

/** The message that a datagram is; `undefined` for what is none. */
export function decodeMessage(bytes: Uint8Array): Message | undefined {
  const length = lengthOf(bytes);
  if (length === undefined || length !== bytes.length) return undefined;
  return { service: (bytes[2]! << 8) | bytes[3]!, body: bytes.subarray(headerLength) };
}

/** What the header says of the length; `undefined` for what is no header, or begins too long a message. */
export function lengthOf(bytes: Uint8Array): number | undefined {
  if (bytes.length < headerLength || bytes[0] !== headerLength || bytes[1] !== version) return undefined;
  const length = (bytes[4]! << 8) | bytes[5]!;
  return length < headerLength || length > maxMessageBytes ? undefined : length;
}
