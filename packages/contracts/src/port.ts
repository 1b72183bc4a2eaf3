import { UsageError } from "@thingwright/errors";

/**
 * `port` as a server may listen on it: 0, which lets the system choose, to 65535.
 *
 * @throws {UsageError} WOT_RANGE
 */
export function listeningPort(port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError("WOT_RANGE", `port must be a whole number from 0 to 65535, not ${String(port)}`);
}
