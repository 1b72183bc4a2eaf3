import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { type HttpResponse, headerOf } from "./http-exchange.js";

/** Longest content that a compressed body may have: 16 MiB. */
export const maxInflatedBytes = 16 * 1024 * 1024;

type Decoder = (body: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

/** Content codings that are decoded (RFC 9110 §8.4.1). */
const decoders: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** The content of a body, as Content-Encoding says; or why there is none. */
export type DecodedBody =
  | { readonly kind: "content"; readonly body: Uint8Array }
  | { readonly kind: "malformed" | "unknown"; readonly why: string };

/** Undoes the content codings of a response, the last one first. */
export function decodedBody(response: HttpResponse): DecodedBody {
  const codings = (headerOf(response, "content-encoding") ?? "").split(",").map((each) => each.trim().toLowerCase());
  let { body } = response;
  for (const coding of codings.filter((each) => each !== "" && each !== "identity").reverse()) {
    const decode = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (decode === undefined) return { kind: "unknown", why: `the content coding ${coding} is not known` };
    try {
      body = decode(body, { maxOutputLength: maxInflatedBytes });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ERR_BUFFER_TOO_LARGE")
        return { kind: "unknown", why: `it is longer than ${maxInflatedBytes} bytes` };
      return { kind: "malformed", why: `Content-Encoding is ${coding}, and the body cannot be read so` };
    }
  }
  return { kind: "content", body };
}
