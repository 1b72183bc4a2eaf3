import type { ProbeRequest } from "./exchange.js";

/** A line for a POSIX shell that sends the same request with curl. */
export function curlFor({ method, url, headers }: ProbeRequest): string {
  const verb =
    method === "HEAD" ? ["--head"] : ["--include", ...(method === "GET" ? [] : ["--request", quoted(method)])];
  const fields = headers.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`);
  return ["curl", "--silent", ...verb, "--globoff", ...fields, quoted(url)].join(" ");
}

/** One word for the shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
