import type { BasicCredentials } from "./basic-credentials.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Base64 of name, colon and password in UTF-8 (RFC 7617 §2, §2.1). */
export function writeUserPass(username: string, password: string): string {
  return btoa(Array.from(encoder.encode(`${username}:${password}`), (byte) => String.fromCharCode(byte)).join(""));
}

/** Name and password, or `undefined` when `text` is not what `writeUserPass` writes. The first colon separates. */
export function readUserPass(text: string): BasicCredentials | undefined {
  try {
    const userPass = decoder.decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
    const colon = userPass.indexOf(":");
    if (colon < 0) return undefined;
    return { username: userPass.slice(0, colon), password: userPass.slice(colon + 1) };
  } catch {
    return undefined;
  }
}
