import type { Exchange, ProbeProblem } from "../wire.js";
import type { CoapMessage, CoapOption, CoapType } from "./coap-message.js";

/** A request that is to be sent. */
export interface CoapRequest {
  /** `0.01` is GET. */
  readonly code: string;
  /** `coap:`, absolute. */
  readonly url: string;
  /** Beside those of the URL. */
  readonly options: readonly CoapOption[];
  readonly payload?: Uint8Array;
  /** Default `CON`. */
  readonly type?: "CON" | "NON";
}

/** One request and what came of it: a response or a problem, never both. */
export interface CoapExchange extends Exchange {
  readonly wire: "coap";
  readonly request: CoapRequest;
  /** With the payloads of all blocks. */
  readonly response?: CoapMessage;
  /** The first message that answered the request, as it was. */
  readonly first?: CoapMessage;
  /** What was sent first. */
  readonly sent?: CoapMessage;
  readonly problem?: ProbeProblem;
}

/** Datagrams that were sent as they are, and all that came until it was enough. */
export interface DatagramExchange extends Exchange {
  readonly wire: "coap";
  readonly received: readonly CoapMessage[];
}

/** Names of what is said most. */
const names: Readonly<Record<string, string>> = {
  "0.00": "Empty",
  "0.01": "GET",
  "0.02": "POST",
  "0.03": "PUT",
  "0.04": "DELETE",
  "0.05": "FETCH",
  "2.01": "Created",
  "2.03": "Valid",
  "2.04": "Changed",
  "2.05": "Content",
  "2.31": "Continue",
  "4.00": "Bad Request",
  "4.01": "Unauthorized",
  "4.02": "Bad Option",
  "4.03": "Forbidden",
  "4.04": "Not Found",
  "4.05": "Method Not Allowed",
  "4.06": "Not Acceptable",
  "4.08": "Request Entity Incomplete",
  "4.13": "Request Entity Too Large",
  "4.15": "Unsupported Content-Format",
  "5.00": "Internal Server Error",
  "5.01": "Not Implemented",
  "5.03": "Service Unavailable",
};

/** A code as a person reads it: `4.04 Not Found`. */
export const codeText = (code: string): string => (names[code] === undefined ? code : `${code} ${names[code]}`);

/** Type, code, ids and options of a message, in one line. */
export function messageText({ type, code, messageId, token, options }: CoapMessage): string {
  const listed = options.map(({ number, value }) => `${number}=${Buffer.from(value).toString("hex") || "-"}`);
  const head = `${type as CoapType} ${codeText(code)} id=${messageId} token=${Buffer.from(token).toString("hex") || "-"}`;
  return listed.length === 0 ? head : `${head} options ${listed.join(" ")}`;
}

/** `2.05 Content`, or why there is no answer. */
export function coapSummary({ response, problem }: Pick<CoapExchange, "response" | "problem">): string {
  if (response !== undefined) return codeText(response.code);
  return `no answer: ${problem?.message ?? "unknown"}`;
}

export const isCoapSuccess = ({ code }: Pick<CoapMessage, "code">): boolean => code.startsWith("2.");
