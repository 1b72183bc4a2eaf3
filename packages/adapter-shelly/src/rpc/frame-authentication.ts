import { createHash } from "node:crypto";
import { membersOf } from "@thingwright/mapping";

/** What a frame brings to prove that the password is known. */
export interface FrameAuthentication {
  readonly realm: string;
  readonly username: string;
  readonly nonce: number | string;
  readonly cnonce: number;
  readonly response: string;
  readonly algorithm: "SHA-256";
}

/** Name of the only user that a device has. */
export const deviceUser = "admin";

/**
 * Answers the challenge of a refusal with code 401, whose message is the challenge as JSON text: RFC 7616 with a method and
 * an address that stand for all of them, as a frame has neither. `undefined` for a challenge that cannot be answered.
 *
 * @param cnonce - a number that nobody can guess
 * @see https://shelly-api-docs.shelly.cloud/gen2/General/Authentication
 */
export function answerChallenge(message: string, password: string, cnonce: number): FrameAuthentication | undefined {
  const { auth_type: type, nonce, nc = 1, realm, algorithm } = challengeIn(message);
  if (type !== "digest" || algorithm !== "SHA-256" || typeof realm !== "string") return undefined;
  if (typeof nonce !== "number" && typeof nonce !== "string") return undefined;
  if (typeof nc !== "number" && typeof nc !== "string") return undefined;
  const ha1 = sha256(`${deviceUser}:${realm}:${password}`);
  const ha2 = sha256("dummy_method:dummy_uri");
  const response = sha256(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}`);
  return { realm, username: deviceUser, nonce, cnonce, response, algorithm };
}

function challengeIn(message: string): Readonly<Record<string, unknown>> {
  try {
    return membersOf(JSON.parse(message));
  } catch {
    return {};
  }
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
