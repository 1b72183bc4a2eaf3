import { describe, expect, it } from "vitest";
import { boundedFetch } from "../../../src/authority/bounded-fetch.js";
import { answeringFetch } from "../../support/answering-fetch.js";
import { steppedClock } from "../../support/stepped-clock.js";

const limits = { maxResponseBytes: 8, requestTimeoutMs: 1_000 };
const url = "https://as.example/token";

const setup = (answer: () => Response | Promise<Response>) => {
  const clock = steppedClock();
  return { clock, access: { fetch: answeringFetch(answer).fetch, clock, limits } };
};

describe("boundedFetch", () => {
  it("brings the whole response", async () => {
    const { access } = setup(() => new Response("12345678", { status: 400, headers: { x: "y" } }));
    const response = await boundedFetch(access, url, {});
    expect([response.status, response.headers.get("x"), await response.text()]).toEqual([400, "y", "12345678"]);
  });

  it("brings one that has no body", async () => {
    const { access } = setup(() => new Response(null, { status: 204 }));
    expect((await boundedFetch(access, url, {})).status).toBe(204);
  });

  it("reads no more than maxResponseBytes", async () => {
    let pulls = 0;
    const endless = new ReadableStream(
      { pull: (to) => to.enqueue(new Uint8Array([++pulls, 0, 0])) },
      { highWaterMark: 0 },
    );
    const { access } = setup(() => new Response(endless));
    await expect(boundedFetch(access, url, {})).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    expect(pulls).toBe(3);
  });

  it("gives up after requestTimeoutMs, also amid the body", async () => {
    const { access, clock } = setup(() => new Response(new ReadableStream({ pull: () => clock.step(1_000) })));
    await expect(boundedFetch(access, url, {})).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  });

  it("ends with its signal, even when the fetch beneath does not", async () => {
    const { access } = setup(() => new Promise(() => {}));
    const controller = new AbortController();
    const failed = boundedFetch(access, url, { signal: controller.signal });
    controller.abort();
    await expect(failed).rejects.toMatchObject({ code: "WOT_ABORTED" });
    await expect(boundedFetch(access, url, { signal: controller.signal })).rejects.toMatchObject({
      code: "WOT_ABORTED",
    });
  });

  it("says that the server cannot be reached", async () => {
    const { access } = setup(() => Promise.reject(new TypeError("fetch failed")));
    await expect(boundedFetch(access, url, {})).rejects.toMatchObject({ code: "WOT_NETWORK" });
  });
});
