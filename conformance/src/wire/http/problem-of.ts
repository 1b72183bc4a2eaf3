import type { ProbeProblem } from "../wire.js";

/** What an error of Node's HTTP client says about the peer. */
export function problemOf(error: unknown): ProbeProblem {
  const { code = "", message = "" } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  // Without a code nothing is known of the peer: it is ours that failed.
  if (code === "") return { kind: "failed", message: message || "unknown reason" };
  return { kind: kindOf(code), message: wordsFor[code] ?? (message || code) };
}

const wordsFor: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was closed without a complete response",
  ENOTFOUND: "the name of the host is not known",
});

function kindOf(code: string): ProbeProblem["kind"] {
  if (code === "HPE_HEADER_OVERFLOW") return "too-large";
  // The parser calls an early end of the connection by this name.
  if (code === "ECONNRESET" || code === "EPIPE" || code === "HPE_INVALID_EOF_STATE") return "cut";
  if (code.startsWith("HPE_")) return "not-http";
  if (
    code.startsWith("ERR_INVALID_") ||
    code.startsWith("ERR_UNESCAPED_") ||
    code === "ERR_HTTP_INVALID_HEADER_VALUE"
  ) {
    return "unsendable";
  }
  return "unreachable";
}
