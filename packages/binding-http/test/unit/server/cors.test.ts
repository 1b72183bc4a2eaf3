import { describe, expect, it } from "vitest";
import { serveThing } from "../../support/served-thing.js";

const origin = "https://page.example";
const count = "/test-thing/properties/count";

describe("corsPolicy", () => {
  it("is none for an empty list: answers then do not depend on the Origin", async () => {
    await using served = await serveThing({ cors: [] });
    const { headers } = await served.ask("/test-thing", { headers: { origin } });
    expect([headers.vary, headers["access-control-allow-origin"]]).toEqual(["accept, accept-encoding", undefined]);
  });

  it("lets a page send its own credentials and the methods that there are", async () => {
    await using served = await serveThing({ cors: [origin] });
    const { status, headers } = await served.ask(count, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization, content-type",
      },
    });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
      "access-control-allow-headers": "authorization, content-type",
      "access-control-max-age": "600",
      vary: expect.stringContaining("access-control-request-headers"),
    });
    expect(headers["access-control-allow-private-network"]).toBeUndefined();
  });

  it("lets pages reach into a private network that may use the server (Private Network Access)", async () => {
    await using served = await serveThing({ cors: [origin] });
    const preflight = (from: string) =>
      served.ask(count, {
        method: "OPTIONS",
        headers: {
          origin: from,
          "access-control-request-method": "GET",
          "access-control-request-private-network": "true",
        },
      });
    expect((await preflight(origin)).headers["access-control-allow-private-network"]).toBe("true");
    expect((await preflight("https://other.example")).headers["access-control-allow-private-network"]).toBeUndefined();
  });

  it.each([true, [origin]])("never shares what a browser keeps for its user, with cors %j", async (cors) => {
    await using served = await serveThing({ cors });
    for (const path of [count, "/test-thing", "/nowhere", "/test-thing/properties/failing"]) {
      const { headers } = await served.ask(path, { headers: { origin } });
      expect(headers["access-control-allow-credentials"]).toBeUndefined();
      expect(headers["access-control-allow-origin"]).toBe(cors === true ? "*" : origin);
    }
  });

  it("shows pages the headers that an answer means something with, refusals too", async () => {
    await using served = await serveThing({ cors: true });
    const { status, headers } = await served.ask("/nowhere", { headers: { origin } });
    expect(status).toBe(404);
    const exposed = String(headers["access-control-expose-headers"]).split(", ");
    expect(exposed).toEqual(["Allow", "ETag", "Link", "Location", "Retry-After", "WWW-Authenticate"]);
  });

  it("answers OPTIONS without a preflight like any other", async () => {
    await using served = await serveThing({ cors: true });
    const { headers } = await served.ask(count, { method: "OPTIONS", headers: { origin } });
    expect(headers.allow).toBe("GET, HEAD, PUT, OPTIONS");
  });
});
