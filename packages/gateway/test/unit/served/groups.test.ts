import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeClock, settled } from "@thingwright/contract-tests";
import { UsageError } from "@thingwright/errors";
import { type Gateway, type GatewayConfiguration, gatewayConfiguration, startGateway } from "@thingwright/gateway";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Attic } from "../../support/attic.js";

const folder = mkdtempSync(join(tmpdir(), "groups-"));
const base: GatewayConfiguration = {
  http: { port: 0 },
  rooms: { Hall: "https://house.example/hall" },
  groups: [{ id: "urn:g", title: "Relays", room: "Hall", members: ["urn:attic:lamp", "urn:attic:pump"] }],
  scenes: [
    { id: "urn:s", title: "Evening", values: { "urn:attic:lamp": { on: true }, "urn:attic:pump": { on: false } } },
  ],
};
const relays = (...names: readonly string[]): GatewayConfiguration => ({ ...base, attic: [{ relays: names }] });

let attic: Attic;
let clock: FakeClock;
let gateway: Gateway;

beforeEach(async () => {
  attic = new Attic();
  await attic.start();
  clock = new FakeClock(Date.now());
});

afterEach(async () => {
  await gateway.stop();
  await attic[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function start(configuration: GatewayConfiguration): Promise<void> {
  const adapters = [attic.plugin];
  const readFile = (): never => {
    throw new UsageError("WOT_ARGUMENT", "there are no files");
  };
  gateway = await startGateway(gatewayConfiguration(configuration, adapters), {
    ...{ readFile, adapters, clock, stateFolder: (of: string) => join(folder, of) },
  });
}

const ask = (path: string, method = "GET", body?: unknown): Promise<Response> =>
  fetch(`${gateway.addresses[0]}/${path}`, {
    method,
    headers: { connection: "close", "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const jsonOf = async (path: string): Promise<unknown> => await (await ask(path)).json();
const part = (key: string) => gateway.parts.find((each) => each.key === key)!;

describe("a group of a gateway", () => {
  it("is a Thing like all others, in its room, and reaches Things of adapters", async () => {
    await start(relays("lamp", "pump"));
    expect(await jsonOf("relays")).toMatchObject({
      id: "urn:g",
      "brick:hasLocation": { "@id": "https://house.example/hall" },
      properties: { on: { type: "boolean" }, members: { readOnly: true } },
    });
    expect((await ask("relays/properties/on", "PUT", true)).status).toBe(204);
    expect([await jsonOf("lamp/properties/on"), await jsonOf("pump/properties/on")]).toEqual([true, true]);
    expect(await jsonOf("relays/properties/outcomes")).toEqual([
      { member: "urn:attic:lamp", title: "lamp", done: true },
      { member: "urn:attic:pump", title: "pump", done: true },
    ]);
  });

  it("says who is not there, and takes in who comes and goes while it runs", async () => {
    await start(relays("lamp"));
    expect(part("group urn:g").problems).toEqual(["urn:attic:pump is not there"]);
    expect(await jsonOf("relays/properties/members")).toEqual(["urn:attic:lamp"]);
    await gateway.reload(relays("lamp", "pump"));
    await clock.advance(1_000);
    await settled();
    expect(await jsonOf("relays/properties/members")).toEqual(["urn:attic:lamp", "urn:attic:pump"]);
    await gateway.reload(base);
    await clock.advance(1_000);
    await settled();
    expect((await ask("relays")).status).toBe(404);
  });

  it("names the members that did not do it", async () => {
    await start(relays("lamp", "pump"));
    await attic.take("pump");
    const answer = await ask("relays/properties/on", "PUT", true);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({
      code: "WOT_MEMBERS",
      outcomes: [{ done: true }, { member: "urn:attic:pump", done: false, problem: { code: expect.any(String) } }],
    });
  });
});

describe("a scene of a gateway", () => {
  it("is recalled, and has what it took in after a restart", async () => {
    await start(relays("lamp", "pump"));
    expect((await ask("evening/actions/recall", "POST", {})).status).toBe(204);
    expect([await jsonOf("lamp/properties/on"), await jsonOf("pump/properties/on")]).toEqual([true, false]);
    expect(await jsonOf("evening/properties/active")).toBe(true);
    await ask("pump/properties/on", "PUT", true);
    expect((await ask("evening/actions/store", "POST")).status).toBe(204);
    await gateway.stop();
    await start(relays("lamp", "pump"));
    const taken = { "urn:attic:lamp": { on: true }, "urn:attic:pump": { on: true } };
    expect(await jsonOf("evening/properties/values")).toEqual(taken);
  });
});
