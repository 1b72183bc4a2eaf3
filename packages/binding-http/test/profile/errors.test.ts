import { CredentialsError, InternalError, RequestError, type WotError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { serveThing } from "../support/served-thing.js";
import { wire } from "../support/wire.js";

const json = { accept: "application/json" };

/** The answer to reading a property whose handler fails like this. */
async function readingFailsWith(error: WotError) {
  await using served = await serveThing();
  served.thing.property("count").failure = error;
  return await wire(served.port, "GET", "/test-thing/properties/count", { headers: json });
}

describe("errors of the HTTP profiles", () => {
  it("common-constraints-errors-1: answers each operation that fails with an error status", async () => {
    await using served = await serveThing();
    const { port, thing } = served;
    const failure = new RequestError("WOT_UNAVAILABLE", "no power");
    thing.property("count").failure = failure;
    thing.action("echo").failure = failure;
    const failing: [string, string, unknown?][] = [
      ["GET", "/test-thing/properties/count"],
      ["PUT", "/test-thing/properties/count", 1],
      ["PUT", "/test-thing/properties", { none: 1 }],
      ["POST", "/test-thing/actions/echo", 1],
      ["GET", "/test-thing/actions/job/none"],
      ["DELETE", "/test-thing/actions/job/none"],
      ["GET", "/test-thing/properties/none"],
    ];
    for (const [method, path, body] of failing) {
      const { status } = await wire(port, method, path, { body });
      expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      expect(status, `${method} ${path}`).toBeLessThan(600);
    }
  });

  it("common-constraints-errors-2: uses the recommended statuses for what they say", async () => {
    await using served = await serveThing();
    const { port } = served;
    expect((await wire(port, "PUT", "/test-thing/properties/count", { body: '"no number' })).status).toBe(400);
    expect((await wire(port, "PUT", "/test-thing/properties/count", { body: "no number" })).status).toBe(400);
    expect((await wire(port, "GET", "/test-thing/properties/none")).status).toBe(404);
    expect((await readingFailsWith(new CredentialsError("WOT_CREDENTIALS_MISSING", "who?"))).status).toBe(401);
    expect((await readingFailsWith(new CredentialsError("WOT_CREDENTIALS_REFUSED", "not you"))).status).toBe(403);
    expect((await readingFailsWith(new InternalError("WOT_INTERNAL", "a bug"))).status).toBe(500);
    expect((await readingFailsWith(new RequestError("WOT_UNAVAILABLE", "later"))).status).toBe(503);
  });

  it("common-constraints-errors-3: answers 304 for caching, with no body", async () => {
    await using served = await serveThing();
    const headers = { "if-none-match": '"test-thing"' };
    const { status, body } = await wire(served.port, "GET", "/test-thing", { headers });
    expect([status, body]).toEqual([304, ""]);
  });

  it("common-constraints-errors-4: chooses among content types itself and never answers 300", async () => {
    await using served = await serveThing();
    const path = "/test-thing/properties/note";
    for (const accept of ["*/*", "text/plain", "text/*, application/*", "image/png", ""]) {
      expect([200, 406]).toContain((await wire(served.port, "GET", path, { headers: { accept } })).status);
    }
  });

  it("common-constraints-errors-5: uses another status where HTTP has one that tells more", async () => {
    await using served = await serveThing();
    const { port } = served;
    expect((await wire(port, "PUT", "/test-thing/properties/sealed", { body: 1 })).status).toBe(405);
    expect((await wire(port, "GET", "/test-thing/properties/count", { headers: { accept: "image/png" } })).status).toBe(
      406,
    );
    expect((await readingFailsWith(new RequestError("WOT_CONFLICT", "the door is open"))).status).toBe(409);
  });

  it("common-constraints-errors-7: has problem details in every error that has a body", async () => {
    await using served = await serveThing({ limits: { maxBodyBytes: 8, maxUrlLength: 60 } });
    const { port } = served;
    const answers = [
      await wire(port, "GET", "/test-thing/properties/none"),
      await wire(port, "DELETE", "/test-thing/properties/count"),
      await wire(port, "PUT", "/test-thing/properties/count", { body: "{" }),
      await wire(port, "PUT", "/test-thing/properties/count", { body: `"${"x".repeat(9)}"` }),
      await wire(port, "GET", `/${"x".repeat(60)}`),
      await wire(port, "GET", "/%"),
      await wire(port, "GET", "/test-thing", { headers: { expect: "a miracle" } }),
      await wire(port, "GET", "/test-thing", { headers: { long: "x".repeat(20_000) } }),
      await readingFailsWith(new InternalError("WOT_INTERNAL", "a bug")),
    ].filter(({ status }) => status >= 400);
    expect(answers.length).toBeGreaterThanOrEqual(8);
    for (const { status, headers, body, json } of answers) {
      if (body === "") continue;
      expect(headers["content-type"]).toBe("application/problem+json");
      expect(json()).toMatchObject({ type: expect.any(String), title: expect.any(String), status });
    }
  });
});
