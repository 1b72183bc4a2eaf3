import { UsageError } from "@thingwright/errors";

/**
 * The base URL of a device at `address`: a host with or without a port, or an `http:` URL.
 *
 * @throws {UsageError} WOT_ARGUMENT for anything else
 */
export function deviceUrl(address: string): string {
  const text = address.includes("://") ? address : `http://${address}`;
  if (!URL.canParse(text)) throw wrong(address);
  const { protocol, username, password, origin, pathname, search, hash } = new URL(text);
  if (protocol !== "http:" || username !== "" || password !== "") throw wrong(address);
  if (pathname !== "/" || search !== "" || hash !== "") throw wrong(address);
  return origin;
}

const wrong = (address: string): UsageError =>
  new UsageError("WOT_ARGUMENT", `${JSON.stringify(address)} is no address of a Shelly, such as "192.0.2.7"`);
