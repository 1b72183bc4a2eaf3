import type { Tape } from "../tape.js";

/** What a tap is put between: those who ask at its own URL, and a server of the device. */
export interface TapOptions {
  /** Placeholder of the server's URL in the recording. */
  readonly server: string;
  /** The device's: scheme and authority. */
  readonly origin: URL;
  readonly tape: Tape;
}

/** A relay on loopback that writes down what passes. What it cannot read passes all the same. */
export interface Tap {
  readonly server: string;
  /** Where it is asked, without a slash at its end. */
  readonly url: string;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Peers that one tap serves at a time. */
export const maxPeers = 16;
/** Longest body that is written down; a longer one passes and is not recorded. */
export const maxBodyBytes = 1024 * 1024;

/** Host and port of `origin`; IPv6 without brackets. */
export function hostOf(origin: URL, defaultPort: number): { readonly host: string; readonly port: number } {
  const host = origin.hostname.replace(/^\[(.*)\]$/, "$1");
  return { host, port: origin.port === "" ? defaultPort : Number(origin.port) };
}
