import assert, { AssertionError } from "node:assert";
import type { Content } from "@thingwright/contracts";
import {
  type ErrorCode,
  type ErrorFamily,
  errorCodes,
  isWotError,
  type RemoteError,
  type WotError,
} from "@thingwright/errors";
import { textOf } from "./json-content.js";

/** The WotError that `promise` rejects with. @throws {AssertionError} when it resolves or rejects with another error */
export async function failureOf(promise: Promise<unknown>): Promise<WotError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (outcome === undefined) throw new AssertionError({ message: "it resolved, where it had to reject" });
  if (isWotError(outcome.error)) return outcome.error;
  throw new AssertionError({ message: `it rejected with an error outside the taxonomy: ${String(outcome.error)}` });
}

/** Asserts that `promise` rejects with an error of one of `families`, and returns the error. */
export async function expectFailure(promise: Promise<unknown>, ...families: readonly ErrorFamily[]): Promise<WotError> {
  const error = await failureOf(promise);
  assert.ok(
    families.includes(error.family),
    `${families.join(" or ")} expected, got ${error.family}: ${error.message}`,
  );
  return error;
}

/** Asserts that the peer's refusal of the code arrives: a RemoteError whose status is that of the error table. */
export async function expectRefusal(promise: Promise<unknown>, code: ErrorCode): Promise<RemoteError> {
  const error = (await expectFailure(promise, "RemoteError")) as RemoteError;
  const statuses = statusesOf(code);
  assert.ok(statuses.includes(error.status), `status ${statuses.join(" or ")} expected, got ${error.status}`);
  return error;
}

/** Faces of a code on the protocols that we know: `409`, `4.09`, `0x83`, and the code itself. */
function statusesOf(code: ErrorCode): readonly string[] {
  const { http, coap, mqtt } = errorCodes[code];
  const coapStatus = `${coap >> 5}.${String(coap & 0x1f).padStart(2, "0")}`;
  return [String(http), coapStatus, `0x${mqtt.toString(16).padStart(2, "0")}`, code];
}

/** Asserts that two contents have the same bytes. */
export function expectSameBytes(actual: Content, expected: Content): void {
  if (Buffer.compare(actual.body, expected.body) === 0) return;
  const shown = (content: Content): string => textOf(content).slice(0, 200);
  const message = `bytes differ: ${actual.body.length} in place of ${expected.body.length}`;
  throw new AssertionError({ message, actual: shown(actual), expected: shown(expected) });
}

/** Asserts that a content has the media type, whatever parameters it came with. */
export function expectContentType(actual: Content, mediaType: string): void {
  assert.equal(actual.contentType.split(";")[0]?.trim().toLowerCase(), mediaType);
}
