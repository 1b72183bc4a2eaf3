/**
 * Method and response codes as their byte: class in the top three bits, detail in the low five.
 *
 * @see RFC 7252 §12.1, RFC 7959 §2.9, RFC 8132 §6, RFC 8516 §3, RFC 8768 §3
 */
export const Code = {
  Empty: 0x00,

  GET: 0x01,
  POST: 0x02,
  PUT: 0x03,
  DELETE: 0x04,
  FETCH: 0x05,
  PATCH: 0x06,
  iPATCH: 0x07,

  Created: 0x41,
  Deleted: 0x42,
  Valid: 0x43,
  Changed: 0x44,
  Content: 0x45,
  Continue: 0x5f,

  BadRequest: 0x80,
  Unauthorized: 0x81,
  BadOption: 0x82,
  Forbidden: 0x83,
  NotFound: 0x84,
  MethodNotAllowed: 0x85,
  NotAcceptable: 0x86,
  RequestEntityIncomplete: 0x88,
  Conflict: 0x89,
  PreconditionFailed: 0x8c,
  RequestEntityTooLarge: 0x8d,
  UnsupportedContentFormat: 0x8f,
  UnprocessableEntity: 0x96,
  TooManyRequests: 0x9d,

  InternalServerError: 0xa0,
  NotImplemented: 0xa1,
  BadGateway: 0xa2,
  ServiceUnavailable: 0xa3,
  GatewayTimeout: 0xa4,
  ProxyingNotSupported: 0xa5,
  HopLimitReached: 0xa8,
} as const;

/** A request method: 0.01 to 0.07. */
export type Method = (typeof Code)["GET" | "POST" | "PUT" | "DELETE" | "FETCH" | "PATCH" | "iPATCH"];

/** Class of a code: 0 request, 2 success, 4 client error, 5 server error. */
export const codeClass = (code: number): number => code >> 5;

/** A code in the notation of the RFC: `4.04`. */
export const codeText = (code: number): string => `${code >> 5}.${String(code & 0x1f).padStart(2, "0")}`;

/** Whether `code` says that the request was served (2.xx). */
export const isSuccess = (code: number): boolean => code >> 5 === 2;

/** Whether `code` is a method that this package defines. */
export const isMethod = (code: number): code is Method => code >= Code.GET && code <= Code.iPATCH;

/** Whether `code` belongs to a response: classes 2 to 5 (RFC 7252 §12.1). */
export const isResponse = (code: number): boolean => code >= 0x40 && code <= 0xbf;
