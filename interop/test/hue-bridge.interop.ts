import { type Hue, hue } from "@thingwright/adapter-hue";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { runConformance } from "@thingwright/conformance";
import { Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FakeBridge } from "../../packages/adapter-hue/test/support/fake-bridge.js";
import { house as resources } from "../../packages/adapter-hue/test/support/resources.js";

describe("everything behind a Hue bridge", () => {
  let played: FakeBridge;
  let house: Servient;
  let adapter: Hue;

  beforeAll(async () => {
    played = await FakeBridge.start({ resources });
    house = new Servient({
      clients: [httpClient()],
      servers: [httpServer({ port: 0, address: "127.0.0.1" })],
      credentials: memoryCredentials({ "urn:hue:bridge": { application_key: { apiKey: "key" } } }),
    });
    await house.start();
    adapter = await hue(house, { url: played.url });
    await played.untilHeard();
  });

  afterAll(async () => {
    await adapter.stop();
    await house.stop();
    await played[Symbol.asyncDispose]();
  });

  it("is judged to do what its descriptions say, writes and actions too", async () => {
    const violations: string[] = [];
    let passed = 0;
    for (const { forms, title, properties = {} } of adapter.discover()) {
      const [form] = forms ?? Object.values(properties).flatMap((property) => property.forms);
      const url = new URL(form!.href, "http://127.0.0.1");
      url.pathname = url.pathname.split("/").slice(0, 2).join("/");
      const { things } = await runConformance(url.href, {
        requestsPerSecond: 10_000,
        skip: ["http-sse-profile-*"],
        allow: ["write", "invoke"],
      });
      for (const { results } of things) {
        for (const { id, verdict, actual } of results) {
          if (verdict === "pass") passed += 1;
          else if (verdict === "fail" || verdict === "tool-error") violations.push(`${title}: ${id}: ${actual}`);
        }
      }
    }
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(70);
  });
});
