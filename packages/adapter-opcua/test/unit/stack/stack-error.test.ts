import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { asking, stackError } from "../../../src/stack/stack-error.js";

describe("an error of the stack", () => {
  it.each([
    ["serviceResult = BadUserAccessDenied (0x801f0000)", "WOT_CREDENTIALS_REFUSED"],
    ["Cannot find USERNAME user token policy in end point description", "WOT_CREDENTIALS_REFUSED"],
    ["Transaction has timed out ( timeout = 10000 ms)", "WOT_TIMEOUT"],
    ["serviceResult = BadTooManySessions (0x80560000)", "WOT_REMOTE"],
    ["serviceResult = BadSessionClosed (0x80260000)", "WOT_NETWORK"],
    ["connect ECONNREFUSED 127.0.0.1:4840", "WOT_NETWORK"],
    ["premature socket termination", "WOT_NETWORK"],
    ["something else", "WOT_REMOTE"],
  ])("%j is %s", (message, code) => {
    expect(stackError(new Error(message), "reading")).toMatchObject({
      code,
      message: expect.stringMatching(/^reading: /),
    });
  });

  it("has the server's word as its status", () => {
    const error = stackError(new Error("serviceResult = BadTooManySessions (0x80560000)"), "connecting");
    expect(error).toMatchObject({ status: "BadTooManySessions", problem: { title: "BadTooManySessions" } });
  });

  it("does not have the request, in which a password may be", async () => {
    const failure = Object.assign(new Error("serviceResult = BadUserAccessDenied"), {
      request: { userIdentityToken: { password: Buffer.from("swordfish") } },
    });
    const error: unknown = await asking("connecting", () => Promise.reject(failure)).catch((each: unknown) => each);
    expect(inspect(error, { depth: 20 })).not.toMatch(/request|password/);
  });
});
