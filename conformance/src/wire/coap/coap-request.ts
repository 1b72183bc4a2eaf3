import type { CoapRequest } from "./coap-exchange.js";
import { type CoapOption, optionNumbers, uintBytes } from "./coap-message.js";

/** Where a request goes, and the options that its URL becomes (RFC 7252 §6.4). */
export interface CoapAddress {
  readonly host: string;
  readonly port: number;
  readonly options: readonly CoapOption[];
}

export const defaultPort = 5683;

/** The address in a URL; `undefined` when it is none of `coap:`. */
export function coapAddress(url: string): CoapAddress | undefined {
  const likeHttp = url.replace(/^coap:/i, "http:");
  if (!/^coap:\/\//i.test(url) || !URL.canParse(likeHttp)) return undefined;
  const { hostname, port, pathname, search } = new URL(likeHttp);
  const host = hostname.replace(/^\[|\]$/g, "");
  const segments = pathname === "/" ? [] : pathname.slice(1).split("/");
  const queries = search === "" ? [] : search.slice(1).split("&");
  const isName = !/^[\d.]+$/.test(host) && !host.includes(":");
  return {
    host,
    // A URL of http leaves its own default out, which is none here.
    port: port === "" ? (/^coap:\/\/[^/?#]*:80(?=[/?#]|$)/i.test(url) ? 80 : defaultPort) : Number(port),
    options: [
      ...(isName ? [text(optionNumbers.uriHost, host)] : []),
      ...segments.map((segment) => text(optionNumbers.uriPath, decoded(segment))),
      ...queries.map((query) => text(optionNumbers.uriQuery, decoded(query))),
    ],
  };
}

const text = (number: number, value: string): CoapOption => ({ number, value: Buffer.from(value) });

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A GET, with more options than its URL has. */
export const coapGet = (url: string, ...options: readonly CoapOption[]): CoapRequest => ({
  code: "0.01",
  url,
  options,
});

/** A PUT of `payload` in a Content-Format. */
export const coapPut = (url: string, format: number, payload: Uint8Array): CoapRequest => ({
  code: "0.03",
  url,
  options: [uintOption(optionNumbers.contentFormat, format)],
  payload,
});

/** Where the server of `url`, an address of coap, lists its resources (RFC 6690 §4). */
export const resourceList = (url: string): string =>
  new URL("/.well-known/core", url.replace(/^coap:/i, "http:")).href.replace(/^http:/, "coap:");

/** An option with an unsigned integer. */
export const uintOption = (number: number, value: number): CoapOption => ({ number, value: uintBytes(value) });

const methods: Readonly<Record<string, string>> = {
  "0.01": "get",
  "0.02": "post",
  "0.03": "put",
  "0.04": "delete",
  "0.05": "fetch",
};

/** A line for a POSIX shell that asks the same with libcoap's client. */
export function coapClientFor({ code, url, options, type, payload }: CoapRequest): string {
  const method = methods[code] ?? "get";
  const more = options.map(({ number, value }) => ` -O ${number},0x${Buffer.from(value).toString("hex")}`).join("");
  const remark = methods[code] === undefined ? ` # with the code ${code}` : "";
  const data =
    payload === undefined ? "" : ` -e '${encodeURIComponent(Buffer.from(payload).toString()).replaceAll("'", "%27")}'`;
  return `coap-client -v 7 -m ${method}${type === "NON" ? " -N" : ""}${more}${data} '${url.replaceAll("'", "'\\''")}'${remark}`;
}
