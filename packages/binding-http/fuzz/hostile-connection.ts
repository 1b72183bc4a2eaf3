import { framed, hostileBody } from "./hostile-body.js";
import { hostileHeaders } from "./hostile-headers.js";
import { hostileTarget } from "./hostile-target.js";
import type { Random } from "./random.js";

const methods = [
  "GET",
  "GET",
  "GET",
  "PUT",
  "PUT",
  "POST",
  "POST",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "TRACE",
  "get",
  "X",
];
const versions = ["HTTP/1.0", "HTTP/2.0", "HTTP/1.10", "HTTP/1", "http/1.1", ""];

/** What a peer sends on one connection: requests that are nearly right, one behind the other. */
export function hostileConnection(random: Random, paths: readonly string[]): Buffer {
  const count = random.chance(0.7) ? 1 : 1 + random.below(6);
  const whole = Buffer.concat(Array.from({ length: count }, () => hostileRequest(random, paths)));
  return random.chance(0.12) ? distorted(random, whole) : whole;
}

function hostileRequest(random: Random, paths: readonly string[]): Buffer {
  const method = random.pick(methods);
  const hasBody = method === "PUT" || method === "POST" || random.chance(0.1);
  const body = hasBody ? framed(random, hostileBody(random)) : { lines: [], bytes: Buffer.alloc(0) };
  const line = `${method} ${hostileTarget(random, paths)} ${random.chance(0.96) ? "HTTP/1.1" : random.pick(versions)}`;
  const head = [line, ...hostileHeaders(random), ...body.lines, "", ""].join(random.chance(0.98) ? "\r\n" : "\n");
  return Buffer.concat([Buffer.from(head, "latin1"), body.bytes]);
}

/** `bytes` with some of them changed, missing, doubled or cut off. */
function distorted(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + random.below(40));
  switch (random.below(5)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(end)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from("\r\n\r\n"), bytes.subarray(at)]);
  }
}
