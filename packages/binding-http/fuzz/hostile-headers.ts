import type { Random } from "./random.js";

type Values = readonly string[];

/** Headers that a server may look at, with values of all sorts. */
const known: readonly (readonly [string, Values])[] = [
  [
    "Accept",
    ["*/*", "application/json", "text/event-stream", "text/plain;q=0.5, */*;q=0", "image/png", "a/b;q=", ",;,"],
  ],
  ["Accept-Encoding", ["br", "gzip;q=0.1, *;q=0", "identity;q=0", "gzip, deflate, br, zstd", ";q=1"]],
  ["If-None-Match", ["*", '"a"', 'W/"a", "b"', '"', ","]],
  ["If-Match", ["*", '"a"', ""]],
  ["Range", ["bytes=0-0", "bytes=9-1", "x=1"]],
  ["Expect", ["100-continue", "200-maybe"]],
  ["Connection", ["close", "keep-alive", "Upgrade", "Upgrade, HTTP2-Settings", "host"]],
  ["Upgrade", ["websocket", "h2c", "TLS/1.0", "websocket, h2c"]],
  ["Sec-WebSocket-Key", ["dGhlIHNhbXBsZSBub25jZQ==", "short"]],
  ["Sec-WebSocket-Version", ["13", "8"]],
  ["Sec-WebSocket-Protocol", ["webthingprotocol", "x, y", ","]],
  ["Origin", ["https://page.example", "null", "http://127.0.0.1", "\u00ff"]],
  ["Access-Control-Request-Method", ["PUT", "X"]],
  ["Access-Control-Request-Headers", ["authorization", "a,b,\u00e9"]],
  ["Access-Control-Request-Private-Network", ["true"]],
  [
    "Authorization",
    ["Basic dXNlcjpwYXNzd29yZA==", "Basic !!", "Basic", "Bearer x.y.z", "Bearer", 'Digest username="a"', ""],
  ],
  ["Cookie", ["a=b; c", "=; ;=", `token=${"x".repeat(200)}`]],
  ["X-Api-Key", ["right", "wrong", ""]],
  ["X-Forwarded-For", ["10.0.0.1, ::1", "nonsense"]],
  ["Last-Event-ID", ["0", "99999999999999999999", "2026-01-01T00:00:00Z", "\u00ff"]],
  ["Prefer", ["wait=0", "wait=-1", "respond-async"]],
  ["Content-Encoding", ["gzip", "identity", "br, br"]],
  ["Trailer", ["X-A"]],
  ["TE", ["trailers"]],
  ["__proto__", ["polluted"]],
  ["constructor", ["x"]],
];

const contentTypes: Values = [
  "application/json",
  "application/json; charset=utf-8",
  "text/plain",
  "application/cbor",
  "application/octet-stream",
  "image/png",
  "application/x-www-form-urlencoded",
  "nonsense",
  ";;",
  "",
];

/** Lines of a header without its framing; nearly always with a Host that will do. */
export function hostileHeaders(random: Random): string[] {
  const lines = random.chance(0.97)
    ? ["Host: thing"]
    : random.pick([[], ["Host: a", "Host: b"], ["Host: [::x"], ["Host: page.example"]]);
  const count = random.below(5);
  for (let line = 0; line < count; line += 1) {
    const [name, values] = random.pick(known);
    lines.push(`${random.chance(0.1) ? name.toLowerCase() : name}: ${random.pick(values)}`);
  }
  if (random.chance(0.4)) lines.push("Authorization: Basic dXNlcjpwYXNzd29yZA==", "X-Api-Key: right");
  if (random.chance(0.5)) lines.push(`Content-Type: ${random.pick(contentTypes)}`);
  if (random.chance(0.02)) lines.push(`X-Long: ${"x".repeat(random.below(40_000))}`);
  if (random.chance(0.02)) lines.push(...Array.from({ length: random.below(3_000) }, (_, index) => `x${index}: y`));
  if (random.chance(0.03))
    lines.push(random.pick(["no colon", " folded: yes", "Bad Name: x", ": empty", "a\tb: c", "nul: \0"]));
  return lines;
}
