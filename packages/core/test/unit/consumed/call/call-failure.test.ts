import { CredentialsError, NetworkError, TimeoutError, UnsupportedError, type WotError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { failureOfAll } from "../../../../src/consumed/call/call-failure.js";
import type { Plan } from "../../../../src/consumed/plan/plan.js";

const refused = new CredentialsError("WOT_CREDENTIALS_REFUSED", "not you", { challenges: ["Basic"] });
const missing = new CredentialsError("WOT_CREDENTIALS_MISSING", "who?", { challenges: ["Bearer", "Basic"] });
const late = new TimeoutError("WOT_TIMEOUT", "too slow");
const waited = new TimeoutError("WOT_TIMEOUT", "no connection in time", { sent: false });
const away = new NetworkError("WOT_NETWORK", "nobody there", { sent: false });
const lost = new NetworkError("WOT_NETWORK", "cut off", { sent: true });
const unknown = new UnsupportedError("WOT_CONTENT_TYPE", "no codec");

const plan = {
  operation: "readproperty",
  name: "level",
  refused: [{ href: "other://x", reason: "no binding" }],
} as unknown as Plan;
const failureOf = (...errors: readonly WotError[]) =>
  failureOfAll(
    plan,
    errors.map((error, index) => ({ href: `script://${index}`, reason: error.message, error })),
  );

describe("the failure of a call over several Forms", () => {
  it.each<[string, readonly WotError[], object]>([
    ["of each", [refused, refused], { code: "WOT_CREDENTIALS_REFUSED", challenges: ["Basic"] }],
    ["of different kinds", [refused, missing], { code: "WOT_CREDENTIALS_MISSING", challenges: ["Basic", "Bearer"] }],
    ["of the one that could be reached", [away, refused], { code: "WOT_CREDENTIALS_REFUSED" }],
    ["of the first, though the next is dead", [missing, late, unknown], { code: "WOT_CREDENTIALS_MISSING" }],
  ])("is about credentials for want of those %s", (_, errors, expected) => {
    expect(failureOf(...errors)).toBeInstanceOf(CredentialsError);
    expect(failureOf(...errors)).toMatchObject(expected);
  });

  it("is about time when a Form did not answer: it may have carried the request out", () => {
    expect(failureOf(late, away)).toBeInstanceOf(TimeoutError);
    expect(failureOf(unknown, late)).toBeInstanceOf(TimeoutError);
  });

  it.each([
    [[waited, away], false],
    [[waited, late], true],
    [[waited, lost], true],
  ])("is about time, and says whether a Form may have had the request: %#", (errors, sent) => {
    expect(failureOf(...errors)).toMatchObject({ code: "WOT_TIMEOUT", sent });
  });

  it.each([
    [[away, away], false],
    [[lost, away], true],
    [[unknown, away], false],
  ])(
    "is about the way there when no Form could be reached, and says whether one had the request: %#",
    (errors, sent) => {
      expect(failureOf(...errors)).toMatchObject({ code: "WOT_NETWORK", sent });
    },
  );

  it("is about what is installed when nothing else is", () => {
    expect(failureOf(unknown, unknown)).toMatchObject({ code: "WOT_NO_FORM", attempts: { length: 3 } });
  });

  it("is that of the Form when there was one", () => {
    expect(failureOf(away)).toBe(away);
  });

  it.each([[[away, refused]], [[late, away]], [[away, lost]]])(
    "lists every Form and why, whatever it is: %#",
    (errors) => {
      const { message, cause } = failureOf(...errors);
      const reasons = errors.map((error, index) => `script://${index} (${error.message})`).join("; ");
      expect(message).toBe(`every Form of readproperty of "level" failed: ${reasons}`);
      expect((cause as UnsupportedError).attempts).toHaveLength(3);
      expect((cause as UnsupportedError).cause).toBe(errors.at(-1));
    },
  );
});
