import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asWotError,
  DataSchemaError,
  errorCodes,
  InternalError,
  problemMediaType,
  RequestError,
  toProblem,
  UsageError,
} from "../../src/index.js";

const secret = "password hunter2 at 10.0.0.7 /srv/app.ts:12";

describe("a problem", () => {
  it("says type, title, status, code and detail of a refused request", () => {
    expect(toProblem(new RequestError("WOT_CONFLICT", "the oven door is open"))).toEqual({
      type: "urn:thingwright:error:WOT_CONFLICT",
      title: "Conflict",
      status: 409,
      code: "WOT_CONFLICT",
      detail: "the oven door is open",
    });
  });

  it("points at the part of a value that is wrong", () => {
    const error = new DataSchemaError("WOT_DATA_INVALID", "must be at most 100", {
      pointer: "/brightness",
      schema: { maximum: 100 },
    });
    expect(toProblem(error)).toMatchObject({ pointer: "/brightness", status: 400 });
    expect(toProblem(error)).not.toHaveProperty("schema");
  });

  it("has no pointer for the whole value", () => {
    expect(toProblem(new DataSchemaError("WOT_DATA_INVALID", "must be a number"))).not.toHaveProperty("pointer");
  });

  it.each([
    ["an InternalError", new InternalError("WOT_INTERNAL", secret, { cause: new Error(secret) })],
    ["a UsageError", new UsageError("WOT_STATE", secret)],
    ["a foreign error", new Error(secret, { cause: secret })],
    ["a thrown text", secret],
    ["a thrown object", { message: secret, stack: secret }],
    ["nothing at all", undefined],
  ])("keeps every word of %s to itself", (_, error) => {
    const problem = toProblem(error);
    expect(Object.keys(problem).sort()).toEqual(["code", "status", "title", "type"]);
    expect(JSON.stringify(problem)).not.toContain("hunter2");
  });

  it("never carries a stack or a cause, whatever is thrown", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.string().map((text) => new Error(text)),
        ),
        (thrown) => {
          const problem = toProblem(thrown);
          expect(problem).not.toHaveProperty("stack");
          expect(problem).not.toHaveProperty("cause");
          expect(problem.title).toBe(errorCodes.WOT_INTERNAL.title);
        },
      ),
    );
  });

  it("has the media type of RFC 9457", () => {
    expect(problemMediaType).toBe("application/problem+json");
  });
});

describe("asWotError", () => {
  it("leaves an error of the taxonomy as it is", () => {
    const error = new RequestError("WOT_NOT_FOUND", "no such lamp");
    expect(asWotError(error)).toBe(error);
  });

  it.each([new TypeError("x is undefined"), "broken", 42, null])(
    "takes %s for our own fault and keeps it",
    (thrown) => {
      const error = asWotError(thrown);
      expect(error).toBeInstanceOf(InternalError);
      expect(error.cause).toBe(thrown);
    },
  );
});
