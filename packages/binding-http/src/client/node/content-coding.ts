import { promisify } from "node:util";
import {
  brotliCompress,
  brotliDecompress,
  deflate,
  gunzip,
  gzip,
  inflate,
  inflateRaw,
  type ZlibOptions,
} from "node:zlib";
import { ProtocolError } from "@thingwright/errors";

interface ContentCoding {
  encode(body: Uint8Array): Promise<Uint8Array>;
  /** @param maxBytes - of the result, which a few bytes of input can make very long */
  decode(body: Uint8Array, maxBytes: number): Promise<Uint8Array>;
}

type Unzip = (body: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>;

const unzip: { readonly [name in "gzip" | "zlib" | "raw" | "br"]: Unzip } = {
  gzip: promisify(gunzip),
  zlib: promisify(inflate),
  raw: promisify(inflateRaw),
  br: promisify(brotliDecompress),
};

const zip: ContentCoding = {
  encode: promisify(gzip),
  decode: (body, maxBytes) => unzip.gzip(body, { maxOutputLength: maxBytes }),
};

/** Of RFC 9110 §8.4.1 and RFC 7932. */
const codings: ReadonlyMap<string, ContentCoding> = new Map([
  ["gzip", zip],
  ["x-gzip", zip],
  [
    "deflate",
    {
      encode: promisify(deflate),
      // RFC 9110 §8.4.1.2: some send the bare stream without the wrapper of zlib, whose first byte says 8.
      decode: (body, maxBytes) =>
        ((body[0] ?? 0) & 0x0f) === 8
          ? unzip.zlib(body, { maxOutputLength: maxBytes })
          : unzip.raw(body, { maxOutputLength: maxBytes }),
    },
  ],
  [
    "br",
    { encode: promisify(brotliCompress), decode: (body, maxBytes) => unzip.br(body, { maxOutputLength: maxBytes }) },
  ],
]);

/** Names of the content codings that there are here, in lower case. */
export const contentCodings: ReadonlySet<string> = new Set(codings.keys());

/** `body` in `coding`, which is one of `contentCodings`. */
export function encodeContent(body: Uint8Array, coding: string): Promise<Uint8Array> {
  return codings.get(coding)!.encode(body);
}

/**
 * `body` without the codings that `Content-Encoding` lists in the order in which they were applied.
 *
 * @param maxBytes - of what comes out, after each step
 * @throws {ProtocolError} WOT_PROTOCOL for an unknown coding, more than two, a body that is not in it or becomes too long
 */
export async function decodeContent(body: Uint8Array, contentEncoding: string, maxBytes: number): Promise<Uint8Array> {
  const names = contentEncoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (names.length > 2) throw undecodable("the response has more than two content codings");
  let decoded = body;
  for (const name of names.reverse()) decoded = await decodeOne(decoded, name, maxBytes);
  return decoded;
}

async function decodeOne(body: Uint8Array, name: string, maxBytes: number): Promise<Uint8Array> {
  const coding = codings.get(name);
  if (coding === undefined) throw undecodable("the response comes in a content coding that is not known");
  try {
    return await coding.decode(body, maxBytes);
  } catch (cause) {
    const isTooLong = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLong) throw undecodable(`the response has more than ${maxBytes} bytes without its content coding`, cause);
    throw undecodable(`the response is not in its content coding, ${name}`, cause);
  }
}

const undecodable = (message: string, cause?: unknown): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", message, { section: "RFC 9110 §8.4", cause });
