import type { Random } from "./random.js";

const texts = [
  "1",
  "42",
  '"text"',
  "true",
  "null",
  "{}",
  "[]",
  '{"count":1}',
  '{"count":1,"name":"x"}',
  '{"to":5}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{}}}',
  '{"a":1,"a":2}',
  "1e999",
  "-0",
  "[1,",
  '"\\ud800"',
  "\ufeff1",
  "NaN",
  " ",
];

/** The bytes of a body: of the right sort, cut, nested, or none at all. */
export function hostileBody(random: Random): Buffer {
  const kind = random.next();
  if (kind < 0.6) return Buffer.from(random.pick(texts));
  if (kind < 0.75) return random.bytes(random.below(64));
  if (kind < 0.85) return Buffer.from("[".repeat(random.below(2_000)));
  if (kind < 0.9) return Buffer.from(`"${"x".repeat(random.below(100_000))}"`);
  if (kind < 0.95) return Buffer.from([0xa1, 0x61, 0x61, 0x1a + random.below(4), ...random.bytes(random.below(9))]);
  return Buffer.alloc(0);
}

/** A body with the header lines that frame it, rightly or not (RFC 9112 §6). */
export function framed(random: Random, body: Buffer): { readonly lines: readonly string[]; readonly bytes: Buffer } {
  const kind = random.next();
  if (kind < 0.7) return { lines: [`Content-Length: ${body.length}`], bytes: body };
  if (kind < 0.9) return { lines: ["Transfer-Encoding: chunked"], bytes: chunked(random, body) };
  if (kind < 0.92) return { lines: ["Content-Length: 5", "Transfer-Encoding: chunked"], bytes: chunked(random, body) };
  if (kind < 0.94) return { lines: [`Content-Length: ${body.length + random.below(9)}`], bytes: body };
  if (kind < 0.96)
    return { lines: [`Content-Length: ${random.pick(["-1", "1x", "", "99999999999999999999", "2, 2"])}`], bytes: body };
  if (kind < 0.98)
    return { lines: [`Transfer-Encoding: ${random.pick(["gzip", "chunked, chunked", "x", "identity"])}`], bytes: body };
  return { lines: [], bytes: body };
}

function chunked(random: Random, body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const size = 1 + random.below(Math.max(1, Math.min(body.length - at, 4_096)));
    const extension = random.chance(0.05) ? `;${"e".repeat(random.below(200))}="x"` : "";
    pieces.push(Buffer.from(`${size.toString(16)}${extension}\r\n`), body.subarray(at, at + size), Buffer.from("\r\n"));
    at += size;
  }
  const end = random.pick([
    "0\r\n\r\n",
    "0\r\n\r\n",
    "0\r\n\r\n",
    "0\r\nX-Trailer: y\r\n\r\n",
    "0\r\n",
    "-1\r\n\r\n",
    "zz\r\n",
  ]);
  return Buffer.concat([...pieces, Buffer.from(end)]);
}
