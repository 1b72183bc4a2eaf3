import assert from "node:assert";
import type { RecordingSink } from "../recording-sink.js";

/** The numbers 1 to `length`. */
export const upTo = (length: number): readonly number[] => Array.from({ length }, (_, index) => index + 1);

/**
 * Asserts that a sink heard all of `sent` in order. The value that a property had at the time of the subscription may
 * come first, once. Where values may be conflated some may be missing, but never the last.
 */
export async function expectHeard(
  sink: RecordingSink,
  sent: readonly unknown[],
  options: { readonly patienceMs: number; readonly initial?: unknown; readonly mayConflate?: boolean | undefined },
): Promise<void> {
  const last = JSON.stringify(sent.at(-1));
  await sink.until(
    ({ values }) => JSON.stringify(values.at(-1)) === last,
    `the value ${last} to arrive`,
    options.patienceMs,
  );
  const heard = [...sink.values];
  if ("initial" in options && JSON.stringify(heard[0]) === JSON.stringify(options.initial)) heard.shift();
  if (options.mayConflate === true) expectSubsequence(heard, sent);
  else assert.deepEqual(heard, sent);
  assert.ok(!sink.heard("error") && !sink.heard("complete"), "the subscription must go on");
}

function expectSubsequence(heard: readonly unknown[], sent: readonly unknown[]): void {
  const texts = sent.map((value) => JSON.stringify(value));
  let from = 0;
  for (const value of heard) {
    const at = texts.indexOf(JSON.stringify(value), from);
    assert.notEqual(at, -1, `${JSON.stringify(heard)} is out of order, or has what was never sent`);
    from = at + 1;
  }
}
