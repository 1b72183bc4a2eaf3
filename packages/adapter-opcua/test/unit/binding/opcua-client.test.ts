import { FakeClock, settled } from "@thingwright/contract-tests";
import { Servient } from "@thingwright/core";
import { NetworkError } from "@thingwright/errors";
import { memoryCredentials } from "@thingwright/security";
import type { ThingDescription } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpcuaClientOptions, opcuaAddress, opcuaClient, opcuaSecuritySchemes } from "../../../src/index.js";
import type { UaCallResult } from "../../../src/stack/ua-session.js";
import { bad, FakeServer } from "../../support/fake-server.js";
import { id, object, variable } from "../../support/nodes.js";

const url = "opc.tcp://192.0.2.7:4840";
const href = (path: string): string => opcuaAddress(url, id(path));

function description(more: object = {}): ThingDescription {
  const property = (path: string, type: string) => ({
    type,
    observable: true,
    forms: [{ href: href(path), op: ["readproperty", "writeproperty", "observeproperty", "unobserveproperty"] }],
  });
  return {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { uav: "http://opcfoundation.org/UA/WoT-Binding/" }],
    id: "urn:example:pump",
    title: "Pump",
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: { speed: property("Pump/Speed", "number"), serial: property("Pump/Serial", "string") },
    actions: {
      reset: {
        input: { type: "object" },
        output: { type: "object" },
        forms: [{ href: href("Pump/Reset"), op: "invokeaction" }],
      },
    },
    events: {
      alarm: { data: { type: "object" }, forms: [{ href: href("Pump"), op: ["subscribeevent", "unsubscribeevent"] }] },
    },
    ...more,
  } as unknown as ThingDescription;
}

let server: FakeServer;
let clock: FakeClock;
let servient: Servient;
let calls: object[];

beforeEach(async () => {
  calls = [];
  const call = (input: Readonly<Record<string, unknown>>): UaCallResult => {
    calls.push(input);
    return input.hours === 0
      ? { status: bad("BadInvalidArgument"), output: {}, refused: { hours: bad("BadOutOfRange") } }
      : { status: { code: 0, name: "Good" }, output: { total: 2n ** 40n }, refused: {} };
  };
  server = new FakeServer([
    object("Pump", [
      variable("Pump/Speed", 1450, { isWritable: true }),
      variable("Pump/Serial", "A-1"),
      { id: id("Pump/Reset"), name: "Reset", kind: "method", call },
    ]),
  ]);
  clock = new FakeClock();
  await started();
});

async function started(options: Partial<OpcuaClientOptions> = {}, credentials = {}): Promise<void> {
  servient = new Servient({
    clients: [opcuaClient({ sessions: server, clock, random: () => 1, ...options })],
    securitySchemes: opcuaSecuritySchemes(),
    credentials: memoryCredentials(credentials),
  });
  await servient.start();
}

afterEach(() => servient.stop());

const pump = (more: object = {}) => servient.consume(description(more));

/** What an observation brings: values, and `away` and `back`. */
function followed(name: string) {
  const seen: unknown[] = [];
  const ending = new AbortController();
  const observation = pump().observe(name, {
    signal: ending.signal,
    onInterrupted: () => seen.push("away"),
    onResumed: () => seen.push("back"),
  });
  const done = (async () => {
    for await (const value of observation) seen.push(value);
  })().catch(() => {});
  const stop = (): Promise<void> => {
    ending.abort();
    return done;
  };
  return { seen, stop };
}

describe("the OPC UA client", () => {
  it("reads, writes and calls, over one connection", async () => {
    const thing = pump();
    expect(await thing.read("speed")).toBe(1450);
    await thing.write("speed", 900);
    expect(server.valueOf(id("Pump/Speed")).value).toBe(900);
    expect(await thing.invoke("reset", { hours: 5 })).toEqual({ total: 2 ** 40 });
    expect(calls).toEqual([{ hours: 5 }]);
    expect(server.connections).toHaveLength(1);
  });

  it("says in the server's words why not", async () => {
    await expect(pump().write("serial", "x")).rejects.toMatchObject({
      code: "WOT_REMOTE",
      problem: { title: "BadNotWritable" },
    });
    await expect(pump().invoke("reset", { hours: 0 })).rejects.toThrow(/hours BadOutOfRange: BadInvalidArgument/);
    server.set(id("Pump/Speed"), null, bad("BadNoCommunication"));
    await expect(pump().read("speed")).rejects.toMatchObject({ code: "WOT_NETWORK" });
    server.set(id("Pump/Speed"), 1, { code: 0x40000000, name: "Uncertain" });
    expect(await pump().read("speed")).toBe(1);
  });

  it("has each server watch a node once, for all who observe it", async () => {
    const [one, other] = [followed("speed"), followed("speed")];
    await settled();
    server.set(id("Pump/Speed"), 1500);
    await settled();
    expect(server.watched).toEqual({ [id("Pump/Speed")]: 1 });
    expect([one.seen.at(-1), other.seen.at(-1)]).toEqual([1500, 1500]);
    await one.stop();
    expect(server.watched).toEqual({ [id("Pump/Speed")]: 1 });
    await other.stop();
    expect(server.watched).toEqual({});
  });

  it("interrupts an observation while its value is Bad, and while it is none", async () => {
    const { seen, stop } = followed("speed");
    await settled();
    server.set(id("Pump/Speed"), null, bad("BadSensorFailure"));
    server.set(id("Pump/Speed"), 1400);
    await settled();
    server.set(id("Pump/Speed"), Number.NaN);
    server.set(id("Pump/Speed"), 1300);
    await settled();
    expect(seen).toEqual([1450, "away", "back", 1400, "away", "back", 1300]);
    await stop();
  });

  it("tells of events", async () => {
    const ending = new AbortController();
    const events = pump().subscribe("alarm", { signal: ending.signal });
    const first = events[Symbol.asyncIterator]().next();
    await settled();
    server.happen(id("Pump"), { message: "hot", severity: 700 });
    expect((await first).value).toEqual({ message: "hot", severity: 700 });
    ending.abort();
  });

  it("waits for a lost session, and goes on with it", async () => {
    const { seen, stop } = followed("speed");
    await settled();
    server.lose();
    await settled();
    await expect(pump().read("speed")).rejects.toMatchObject({ code: "WOT_NETWORK" });
    server.restore();
    server.set(id("Pump/Speed"), 1600);
    await settled();
    expect(seen).toEqual([1450, "away", "back", 1600]);
    expect(server.connections).toHaveLength(1);
    await stop();
  });

  it("makes a session anew that does not come back, more and more seldom, and watches everything again", async () => {
    const { seen, stop } = followed("speed");
    await settled();
    server.lose();
    server.away = new NetworkError("WOT_NETWORK", "away");
    await clock.advance(10_000);
    expect(seen).toEqual([1450, "away"]);
    await clock.advance(1_000 + 2_000 + 4_000);
    server.away = undefined;
    server.node(id("Pump/Speed"))!.value = 1700;
    await clock.advance(7_999);
    expect(server.connections).toHaveLength(1);
    await clock.advance(1);
    expect(server.connections).toHaveLength(2);
    expect(seen).toEqual([1450, "away", "back", 1700]);
    await stop();
  });

  it("keeps watching the others when a node is gone with the former session", async () => {
    const [speed, serial] = [followed("speed"), followed("serial")];
    await settled();
    server.roots[0]!.children!.splice(1, 1);
    server.end();
    await clock.advance(1_000);
    expect(speed.seen).toEqual([1450, "away", "back", 1450]);
    expect(serial.seen).toEqual(["A-1", "away"]);
    await Promise.all([speed.stop(), serial.stop()]);
  });

  it("closes a connection that nobody needs, and opens it anew", async () => {
    await pump().read("speed");
    await clock.advance(60_000);
    await pump().read("speed");
    expect(server.connections).toHaveLength(2);
  });

  it("bounds requests under way, watched nodes and bodies", async () => {
    await servient.stop();
    await started({ limits: { maxPendingRequests: 1, maxSubscriptions: 1, maxBodyBytes: 8 } });
    const [first, second] = [pump().read("speed"), pump().read("speed")];
    await expect(second).rejects.toMatchObject({ code: "WOT_TOO_MANY" });
    expect(await first).toBe(1450);
    const { stop } = followed("speed");
    await settled();
    await expect(pump().observe("serial").ready).rejects.toMatchObject({ code: "WOT_STATE" });
    await expect(pump().write("speed", 1.123456789)).rejects.toThrow(/longer than 8 bytes/);
    await stop();
  });

  it("gives up when the caller does", async () => {
    const ending = new AbortController();
    ending.abort();
    await expect(pump().read("speed", { signal: ending.signal })).rejects.toMatchObject({ code: "WOT_ABORTED" });
    expect(server.connections).toHaveLength(0);
  });
});

describe("the security of an OPC UA Form", () => {
  const auth = (token: string) => ({ scheme: "uav:authentication", "uav:userIdentityToken": token });
  const endpointFor = async (definitions: object, credentials = {}): Promise<unknown> => {
    await servient.stop();
    await started({}, { "urn:example:pump": credentials });
    await pump({ securityDefinitions: definitions, security: Object.keys(definitions) }).read("speed");
    return server.connections.at(-1);
  };

  it("that is nosec is a channel without any", async () => {
    expect(await endpointFor({ nosec: { scheme: "nosec" } })).toMatchObject({ mode: "None", identity: {} });
  });

  it("names the mode and the policy of the channel (OPC 10101 §6.3.3)", async () => {
    const channel = {
      scheme: "uav:channelsec",
      "uav:securityMode": "Sign",
      "uav:securityPolicy": "http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256",
    };
    expect(
      await endpointFor({ channel, user: auth("UserName") }, { user: { username: "anna", password: "secret" } }),
    ).toEqual({
      url,
      mode: "Sign",
      policy: "Basic256Sha256",
      identity: { user: { name: "anna", password: "secret" } },
    });
  });

  it("leaves the channel open otherwise, and never without any", async () => {
    expect(await endpointFor({ user: auth("Anonymous") })).toMatchObject({ mode: "secure", identity: {} });
    expect(await endpointFor({ auto: { scheme: "auto" } })).toMatchObject({ mode: "secure", identity: {} });
    const login = { username: "anna", password: "secret" };
    expect(await endpointFor({ auto: { scheme: "auto" } }, { auto: login })).toMatchObject({
      identity: { user: { name: "anna" } },
    });
  });

  it("brings a certificate of the user", async () => {
    const credentials = { user: { cert: "CERT", key: "KEY" } };
    expect(await endpointFor({ user: auth("Certificate") }, credentials)).toMatchObject({
      identity: { certificate: { cert: "CERT", key: "KEY" } },
    });
  });

  it("that is not known is refused", async () => {
    await expect(endpointFor({ user: auth("IssuedToken") })).rejects.toMatchObject({ code: "WOT_NO_FORM" });
    const channel = { scheme: "uav:channelsec", "uav:securityMode": "Rot13" };
    await expect(endpointFor({ channel })).rejects.toMatchObject({ code: "WOT_NO_FORM" });
  });

  it("is missing where there are no credentials", async () => {
    await expect(endpointFor({ user: auth("UserName") })).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
  });
});
