import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { problemMediaType, RequestError, toProblem } from "@thingwright/errors";

/** Statuses of what the parser refuses, by its error code; anything else is a 400. */
const statuses: ReadonlyMap<string, number> = new Map([
  ["HPE_HEADER_OVERFLOW", 431],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", 413],
  ["ERR_HTTP_REQUEST_TIMEOUT", 408],
]);

/** Answers bytes that are no request, in so far as there is somebody to answer, and closes the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const status = statuses.get(error.code ?? "") ?? 400;
  const problem = toProblem(new RequestError("WOT_BAD_REQUEST", STATUS_CODES[status] ?? "Bad Request"));
  const body = JSON.stringify({ ...problem, status });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${problemMediaType}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  // A peer that does not read would keep the socket half open.
  socket.once("finish", () => socket.destroy());
}

/** Whether a response on this connection has begun: another one in its middle would be taken for a part of it. */
function isAnswering(socket: Duplex): boolean {
  const { _httpMessage: current } = socket as { _httpMessage?: { headersSent: boolean } | null };
  return current?.headersSent === true;
}
