/** Content-Formats of media types that Things use (RFC 7252 §12.3 and its registry). */
const formats: Readonly<Record<string, number>> = {
  "text/plain": 0,
  "text/plain;charset=utf-8": 0,
  "application/octet-stream": 42,
  "application/json": 50,
  "application/cbor": 60,
  "application/senml+json": 110,
  "application/senml+cbor": 112,
  "application/td+json": 432,
};

/** The Content-Format of a media type; `undefined` for one that is not known here. */
export const formatOf = (contentType: string): number | undefined =>
  formats[contentType.toLowerCase().replaceAll(" ", "")];
