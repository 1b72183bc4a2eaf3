import { NetworkError, UsageError, type WotError } from "@thingwright/errors";

/** Why nobody can connect to a local address. */
export function listenError(cause: Error, address: string, port: number): WotError {
  const { code } = cause as { code?: string };
  if (code === "EADDRINUSE") return new UsageError("WOT_ADDRESS_IN_USE", `${address}:${port} is taken`, { cause });
  return new NetworkError("WOT_NETWORK", `cannot listen on ${address}:${port}: ${cause.message}`, {
    cause,
    sent: false,
  });
}
