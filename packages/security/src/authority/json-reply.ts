import { ProtocolError } from "@thingwright/errors";

/**
 * The JSON object in a response with status 200.
 *
 * @param what - is named in the error
 * @throws {ProtocolError} WOT_PROTOCOL
 */
export async function jsonReply(response: Response, what: string): Promise<Readonly<Record<string, unknown>>> {
  if (response.status !== 200) {
    throw new ProtocolError("WOT_PROTOCOL", `the authorization server answered ${response.status} instead of ${what}`);
  }
  const value: unknown = await response.json().catch(() => undefined);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new ProtocolError("WOT_PROTOCOL", `the authorization server answered with something that is not ${what}`);
}
