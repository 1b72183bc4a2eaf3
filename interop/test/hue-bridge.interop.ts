import { type Hue, hue } from "@thingwright/adapter-hue";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FakeBridge } from "../../packages/adapter-hue/test/support/fake-bridge.js";
import { house as resources } from "../../packages/adapter-hue/test/support/resources.js";
import { judged } from "./support/judged.js";

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
    const { violations, passed } = await judged(adapter.discover());
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(70);
  });
});
