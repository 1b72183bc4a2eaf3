import { ProtocolError } from "@thingwright/errors";

/** What an alert says (RFC 5246 §7.2, RFC 4279 §6, RFC 5746, RFC 6066). Spelt as the standard does. */
export const AlertDescription = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  record_overflow: 22,
  handshake_failure: 40,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_revoked: 44,
  certificate_expired: 45,
  certificate_unknown: 46,
  illegal_parameter: 47,
  unknown_ca: 48,
  access_denied: 49,
  decode_error: 50,
  decrypt_error: 51,
  protocol_version: 70,
  insufficient_security: 71,
  internal_error: 80,
  user_canceled: 90,
  no_renegotiation: 100,
  unsupported_extension: 110,
  unrecognized_name: 112,
  unknown_psk_identity: 115,
} as const;

export type AlertName = keyof typeof AlertDescription;

export const alertLevel = { warning: 1, fatal: 2 } as const;

/** One alert as it travels. */
export interface Alert {
  readonly level: number;
  readonly description: number;
}

export const encodeAlert = (level: keyof typeof alertLevel, name: AlertName): Buffer =>
  Buffer.from([alertLevel[level], AlertDescription[name]]);

/** The alert in `content`; `undefined` when it is none. */
export function decodeAlert(content: Uint8Array): Alert | undefined {
  const [level, description] = content;
  return content.length === 2 ? { level: level!, description: description! } : undefined;
}

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(AlertDescription).map(([name, number]) => [number, name]),
);

/** The standard's name of an alert, or its number. */
export const alertText = (description: number): string => names.get(description) ?? `alert ${description}`;

/** The peer broke a rule of the handshake, or cannot prove who it is; `alert` is what it is told. */
export class HandshakeFault extends ProtocolError {
  readonly alert: AlertName;

  constructor(alert: AlertName, message: string, section?: string) {
    super("WOT_PROTOCOL", message, section === undefined ? {} : { section });
    this.alert = alert;
  }
}
