import { type Shelly, shelly } from "@thingwright/adapter-shelly";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as documented from "../../packages/adapter-shelly/test/support/devices.js";
import { FakeShelly } from "../../packages/adapter-shelly/test/support/fake-shelly.js";
import { judged } from "./support/judged.js";

const devices = Object.values(documented);

describe(`${devices.length} Shelly devices`, () => {
  let played: readonly FakeShelly[];
  let house: Servient;
  let adapter: Shelly;

  beforeAll(async () => {
    played = await Promise.all(devices.map((device) => FakeShelly.start(device)));
    house = new Servient({
      clients: [httpClient()],
      servers: [httpServer({ port: 0, address: "127.0.0.1" })],
    });
    await house.start();
    adapter = await shelly(house, { addresses: played.map(({ address }) => address) });
    await Promise.all(played.map((device) => device.untilHeard()));
  });

  afterAll(async () => {
    await adapter.stop();
    await house.stop();
    await Promise.all(played.map((device) => device[Symbol.asyncDispose]()));
  });

  it("are all offered", () => {
    expect(adapter.unoffered).toEqual([]);
    expect(adapter.devices.size).toBe(devices.length);
    expect([...adapter.devices.values()].flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("are judged to do what their descriptions say, writes and actions too but for colours", async () => {
    const { violations, passed } = await judged(adapter.discover(), ({ properties = {} }) =>
      // A lamp of three colours makes the nearest that it can of most others.
      "colorXy" in properties ? [] : ["write", "invoke"],
    );
    expect(violations).toEqual([]);
    expect(passed).toBeGreaterThan(10 * devices.length);
  });
});
