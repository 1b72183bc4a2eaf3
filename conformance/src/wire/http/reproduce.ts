import type { Trust } from "../trust.js";
import type { HttpRequest } from "./http-exchange.js";

/** Seconds after which a command lets go of an answer that has no end of its own, or never came. */
const endlessSeconds = 2;

/**
 * A line for a POSIX shell that sends the same request with curl. `CA.pem` stands for the authorities that were given.
 *
 * @param isEndless - whether nothing came while it was waited for; event streams are endless anyway
 */
export function curlFor(
  { method, url, headers, body }: HttpRequest,
  { ca, allowUntrusted }: Trust = {},
  isEndless = false,
): string {
  const verb =
    method === "HEAD" ? ["--head"] : ["--include", ...(method === "GET" ? [] : ["--request", quoted(method)])];
  const fields = headers.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`);
  const secured = /^https:/i.test(url);
  const trust =
    secured && allowUntrusted === true ? ["--insecure"] : secured && ca !== undefined ? ["--cacert CA.pem"] : [];
  const streams = headers.some(([name, value]) => /^accept$/i.test(name) && /text\/event-stream/i.test(value));
  const limit = streams || isEndless ? [`--max-time ${endlessSeconds}`] : [];
  const curl = ["curl", "--silent", ...limit, ...verb, "--globoff", ...trust, ...fields];
  if (body === undefined) return [...curl, quoted(url)].join(" ");
  const text = textIn(body);
  if (text !== undefined) return [...curl, "--data-raw", quoted(text), quoted(url)].join(" ");
  return `printf %s ${Buffer.from(body).toString("base64")} | base64 -d | ${[...curl, "--data-binary @-", quoted(url)].join(" ")}`;
}

/** The body as a word of a command line, if it can be one. */
function textIn(body: Uint8Array): string | undefined {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  return text.includes("\0") || !Buffer.from(text).equals(body) ? undefined : text;
}

/** One word for a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
