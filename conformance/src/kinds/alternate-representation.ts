import type { Subject } from "../subject.js";
import { decodedBody } from "../wire/http/decoded-body.js";
import { type Answered, type HttpExchange, type HttpRequest, headerOf } from "../wire/http/http-exchange.js";
import { type AnswerFinding, unclaimed } from "./judged-answer.js";

/** Asks for the same, compressed if the server likes to. */
export function askCompressed(subject: Subject, request: HttpRequest): Promise<HttpExchange> {
  return subject.http.ask({ ...request, headers: [...request.headers, ["Accept-Encoding", "gzip"]] });
}

/** Whether the body is in the coding that the answer names; a server that knows none claims nothing. */
export function compressionFault({ response }: Answered): AnswerFinding {
  const coding = headerOf(response, "content-encoding")?.toLowerCase();
  const isCompressed = response.body[0] === 0x1f && response.body[1] === 0x8b;
  if (coding === undefined || coding === "identity") {
    return isCompressed
      ? "the body is compressed, and there is no Content-Encoding"
      : unclaimed("it does not compress");
  }
  if (coding !== "gzip" && coding !== "x-gzip") return `Content-Encoding is ${coding}, which was not asked for`;
  const decoded = decodedBody(response);
  return decoded.kind === "content" ? true : decoded.why;
}
