import { UsageError } from "@thingwright/errors";
import type { MatterLibrary, PairingData } from "./library.js";

/**
 * Reads a manual pairing code (11 or 21 digits; dashes and spaces do not count) or a QR payload (`MT:…`).
 *
 * @throws {UsageError} WOT_ARGUMENT for what is neither; the message has no code in it, as it is a secret
 * @see Matter Core §5.1
 */
export function readPairingCode(code: string, { types }: MatterLibrary): PairingData {
  const text = code.trim();
  const digits = text.replace(/[\s-]/g, "");
  try {
    if (/^MT:[0-9A-Z.\-*]{10,200}$/.test(text)) return firstOf(types.QrPairingCodeCodec.decode(text.split("*")[0]!));
    if (/^(?:\d{11}|\d{21})$/.test(digits)) return types.ManualPairingCodeCodec.decode(digits);
  } catch (error) {
    throw wrong(error);
  }
  throw wrong();
}

/** Of a QR code for several devices, the first. */
function firstOf(all: readonly PairingData[]): PairingData {
  const [first] = all;
  if (first === undefined) throw wrong();
  return first;
}

const wrong = (cause?: unknown): UsageError =>
  new UsageError("WOT_ARGUMENT", "this is neither a manual pairing code of 11 or 21 digits nor a QR payload (MT:…)", {
    ...(cause !== undefined && { cause }),
  });
