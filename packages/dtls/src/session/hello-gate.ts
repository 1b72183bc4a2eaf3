import type { DtlsAddress } from "../carrier.js";
import type { CookieJar } from "../cookie/cookie-jar.js";
import { encodeMessage, HandshakeType, readFragments } from "../handshake/handshake-message.js";
import { type ClientHello, encodeHelloVerifyRequest, readClientHello } from "../handshake/hello.js";
import { ContentType, DTLS_1_0, type DtlsRecord, plainRecord } from "../record/record.js";

/** A client's hello in one piece. */
export interface HelloRecord {
  readonly hello: ClientHello;
  /** `message_seq` */
  readonly sequence: number;
}

/** The hello in a record of epoch 0; `undefined` for anything else, and for one in fragments, which would have to be kept. */
export function helloIn({ epoch, type, fragment }: DtlsRecord): HelloRecord | undefined {
  if (epoch !== 0 || type !== ContentType.handshake || fragment[0] !== HandshakeType.client_hello) return undefined;
  try {
    const [first] = readFragments(fragment);
    if (first === undefined || first.bytes.length !== first.length) return undefined;
    return { hello: readClientHello(first.bytes), sequence: first.sequence };
  } catch {
    return undefined;
  }
}

/**
 * The answer to a hello that does not prove its address: a cookie to send back, less than is received, and nothing kept
 * (RFC 6347 §4.2.1).
 */
export function verifyRequest(
  { hello }: HelloRecord,
  { sequence }: DtlsRecord,
  jar: CookieJar,
  from: DtlsAddress,
): Buffer {
  const body = encodeHelloVerifyRequest(jar.cookieFor(hello, from.address, from.port));
  const message = encodeMessage({ type: HandshakeType.hello_verify_request, sequence: 0, body });
  return plainRecord(ContentType.handshake, DTLS_1_0, sequence, message);
}
