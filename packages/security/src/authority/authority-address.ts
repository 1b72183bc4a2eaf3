import { isLoopback } from "@thingwright/contracts";

/**
 * The address of an authorization server; a sentence says why it cannot be one. Secrets and keys travel by `https` only,
 * save within this machine.
 *
 * @see RFC 6749 §3.2, RFC 8252 §7.3
 */
export function authorityAddress(text: unknown): URL | string {
  if (typeof text !== "string" || !URL.canParse(text)) return "the address of the authorization server is no URI";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "the address of the authorization server holds a user";
  if (url.protocol === "https:") return url;
  if (url.protocol === "http:" && isLoopback(url.hostname.replace(/^\[(.*)\]$/, "$1"))) return url;
  return "an authorization server on another machine is asked by https only";
}
