import { type CoapClientResponse, Code, isSuccess, OptionNumber } from "@thingwright/coap";
import { type Content, noContent, type Reply, uriPath } from "@thingwright/contracts";
import { errorFromCoapCode, type Problem, ProtocolError, type WotError } from "@thingwright/errors";
import { ContentFormat, type ContentFormats } from "../content-formats.js";
import { decodeProblem, type ProblemLimits } from "../problem-details/concise-problem.js";
import type { TypeOnWire } from "./form-plan.js";

/**
 * What a successful answer says.
 *
 * @throws {ProtocolError} for a Content-Format that nobody knows
 */
export function replyOf(response: CoapClientResponse, expected: TypeOnWire, formats: ContentFormats): Reply {
  const content = contentOf(response, expected, formats);
  if (response.code !== Code.Created || response.locationPath.length === 0) return content;
  return { ...content, location: locationOf(response) };
}

/** The payload with its media type: in the Form's own words where the number is that of the Form. */
export function contentOf(
  { payload, contentFormat }: CoapClientResponse,
  expected: TypeOnWire,
  formats: ContentFormats,
): Content {
  if (payload.length === 0) return noContent;
  if (contentFormat === undefined || contentFormat === expected.number) {
    return { contentType: expected.contentType, body: payload };
  }
  const contentType = formats.typeOf(contentFormat);
  if (contentType !== undefined) return { contentType, body: payload };
  throw new ProtocolError("WOT_PROTOCOL", `the answer has Content-Format ${contentFormat}, which is not known here`);
}

/**
 * The error of an answer that is not a success, with what it says: problem details (RFC 9290), or a diagnostic payload
 * (RFC 7252 §5.5.2).
 */
export function refusalOf(response: CoapClientResponse, limits: ProblemLimits): WotError {
  const { code } = response;
  const said = problemOf(response, limits);
  const problem = said && { status: (code >> 5) * 100 + (code & 0x1f), ...said };
  return errorFromCoapCode(code, problem, retryAfterMsOf(response));
}

/** When a peer that has too much to do wants to be asked again, if it says (RFC 7252 §5.9.3.4, RFC 8516 §3). */
function retryAfterMsOf({ code, maxAgeSeconds, options }: CoapClientResponse): number | undefined {
  if (code !== Code.ServiceUnavailable && code !== Code.TooManyRequests) return undefined;
  return options.some(({ number }) => number === OptionNumber.MaxAge) ? maxAgeSeconds * 1000 : undefined;
}

export const isRefusal = ({ code }: CoapClientResponse): boolean => !isSuccess(code);

/** Of text the detail; of a problem details document in JSON its detail too. */
function problemOf({ payload, contentFormat = 0 }: CoapClientResponse, limits: ProblemLimits): Problem | undefined {
  if (payload.length === 0) return undefined;
  if (contentFormat === ContentFormat.conciseProblem) return decodeProblem(payload, limits);
  const detail = detailOf(payload, contentFormat);
  return detail === undefined ? undefined : { detail: detail.slice(0, limits.maxDetailLength) };
}

function detailOf(payload: Uint8Array, contentFormat: number): string | undefined {
  const text = new TextDecoder().decode(payload);
  if (contentFormat === 0) return text;
  if (contentFormat !== ContentFormat.json) return undefined;
  try {
    const problem: unknown = JSON.parse(text);
    const detail = (problem as Problem | null)?.detail;
    return typeof detail === "string" ? detail : undefined;
  } catch {
    return undefined;
  }
}

function locationOf({ locationPath, locationQuery }: CoapClientResponse): string {
  const query = locationQuery.map(encodeURIComponent).join("&");
  return query === "" ? uriPath(locationPath) : `${uriPath(locationPath)}?${query}`;
}
