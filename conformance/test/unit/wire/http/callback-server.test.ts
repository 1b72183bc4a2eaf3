import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { hookedScript } from "../../../../selftest/http/hooked-thing.js";
import { perfectPath } from "../../../../selftest/http/perfect-thing.js";
import { ScriptedThing } from "../../../../selftest/http/scripted-thing.js";
import { withCallbacks } from "../../../../selftest/http/webhook-faults.js";
import { CallbackServer, maxNotificationBytes } from "../../../../src/wire/http/callback-server.js";

const post = async (url: string, body: string): Promise<number> =>
  (await fetch(url, { method: "POST", body, headers: { "content-type": "text/plain", "x-one": "1" } })).status;

describe("a port that a Thing calls back", () => {
  it("keeps what comes to an address that it gave out, and says 200", async () => {
    await using server = await CallbackServer.open("http://127.0.0.1:1/");
    const [one, other] = [server.newUrl(), server.newUrl()];
    expect(await post(one, "hi")).toBe(200);
    const [notification] = server.receivedAt(one);
    expect(notification).toMatchObject({ method: "POST", body: Buffer.from("hi") });
    expect(notification!.headers).toContainEqual(["x-one", "1"]);
    expect(server.receivedAt(other)).toEqual([]);
  });

  it("takes nothing at an address that it did not give out, and nothing that is too long", async () => {
    await using server = await CallbackServer.open("http://127.0.0.1:1/");
    const url = server.newUrl();
    expect(await post(new URL("/guess", url).href, "hi")).toBe(404);
    expect(await post(url, "x".repeat(maxNotificationBytes + 1))).toBe(404);
    expect(server.receivedAt(url)).toEqual([]);
  });

  it("waits until what is waited for comes, and no longer than it is told", async () => {
    await using server = await CallbackServer.open("http://127.0.0.1:1/");
    const { signal } = new AbortController();
    const url = server.newUrl();
    await server.until(() => server.receivedAt(url).length > 0, 1, signal);
    const waiting = server.until(() => server.receivedAt(url).length > 0, 60_000, signal);
    await post(url, "hi");
    await waiting;
    expect(server.receivedAt(url).length).toBe(1);
    await server.until(() => false, 60_000, AbortSignal.abort());
  });

  it("is on the address by which the Thing is reached, is announced, and is closed after the check", async () => {
    const called: string[] = [];
    await using thing = await ScriptedThing.start((question, origin) => {
      if (question.method === "POST") called.push((JSON.parse(question.body) as { callbackURL: string }).callbackURL);
      return hookedScript()(question, origin);
    });
    const only = "http-webhook-profile-protocol-binding-subscribeevent-5";
    const report = await runConformance(`${thing.origin}${perfectPath}`, {
      ...withCallbacks,
      allow: ["network"],
      only,
    });
    expect(report.effects[0]).toBe("opens a port that Perfect doorbell calls back");
    const { hostname, port } = new URL(called[0]!);
    expect(hostname).toBe("127.0.0.1");
    // Whoever listens there can do so only when nobody else does.
    const next = createServer();
    await new Promise<void>((resolve, reject) => next.once("error", reject).listen(Number(port), hostname, resolve));
    expect((next.address() as AddressInfo).port).toBe(Number(port));
    await new Promise((resolve) => next.close(resolve));
  });
});
