import { defaultCodecs } from "@thingwright/codecs";
import { fakeHost } from "@thingwright/contract-tests";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { type ContentCodec, nodeWot, type ProtocolClientFactory } from "@thingwright/node-wot/their-bindings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasAsyncua, OpcuaBuilding } from "./support/opcua-building.js";
import { deviceThing, installed, isInstalled } from "./support/plug-ins.js";

interface OpcuaPlugIn {
  OPCUAClientFactory: new () => ProtocolClientFactory;
  OpcuaJSONCodec: new () => ContentCodec;
  OpcuaBinaryCodec: new () => ContentCodec;
}

const isThere = isInstalled("@node-wot/binding-opcua") && hasAsyncua;

describe("node-wot's OPC UA binding in our Servient, at a server of asyncua,", () => {
  if (!isThere) it.skip("skipped: needs npm run interop, and asyncua of .ci/install-tools", () => {});
  let building: OpcuaBuilding;
  let servient: Servient;
  let thing: ConsumedThing;
  const host = fakeHost();

  beforeAll(async () => {
    if (!isThere) return;
    const opcua = installed<OpcuaPlugIn>("@node-wot/binding-opcua");
    building = await OpcuaBuilding.start();
    const codecs = [new opcua.OpcuaJSONCodec(), new opcua.OpcuaBinaryCodec()].map((codec) => nodeWot(codec));
    servient = new Servient({
      clients: [nodeWot(new opcua.OPCUAClientFactory(), { logger: host.logger })],
      codecs: [...codecs, ...defaultCodecs()],
    });
    await servient.start();
    const at = (node: string, contentType: string, ...op: readonly string[]) =>
      ({ href: building.url, contentType, op, "opcua:nodeId": `ns=2;s=${node}` }) as never;
    const setpoint = (contentType: string, ...op: readonly string[]) => at("Room12.Setpoint", contentType, ...op);
    const json = "application/json";
    const reset = { ...(at("Ahu1", json, "invokeaction") as object), "opcua:method": "ns=2;s=Ahu1.ResetFilter" };
    const affordances = {
      properties: {
        setpoint: {
          type: "number",
          observable: true,
          forms: [setpoint(json, "readproperty", "writeproperty", "observeproperty")],
        },
        variant: { forms: [setpoint("application/opcua+json;type=Variant", "readproperty")] },
        bytes: { forms: [setpoint("application/opcua+octet-stream", "readproperty")] },
        humidity: { type: "number", forms: [at("Room12.Humidity", json, "writeproperty")] },
      },
      actions: { reset: { input: { type: "object" }, output: { type: "object" }, forms: [reset as never] } },
    } as const;
    thing = servient.consume(deviceThing(affordances, { opcua: "http://opcfoundation.org/UA/" }));
  });

  afterAll(async () => {
    await servient?.stop();
    await building?.[Symbol.asyncDispose]();
  });

  it.runIf(isThere)("reads and writes a variable", async () => {
    expect(await thing.read("setpoint")).toBe(21);
    await thing.write("setpoint", 22.5);
    expect(await building.read("Room12.Setpoint")).toBe(22.5);
  });

  it.runIf(isThere)("has its own content types, by the codecs that it brings", async () => {
    const double = 11;
    await building.tell({ do: "write", node: "Room12.Setpoint", value: 20.5 });
    expect(await thing.read("variant")).toMatchObject({ Type: double, Body: 20.5 });
    expect(await thing.read("bytes")).toMatchObject({ Value: { Type: double, Body: 20.5 } });
  });

  it.runIf(isThere)("calls a method, and says which status it was refused with", async () => {
    expect(await thing.invoke("reset", { Hours: 5 })).toEqual({ Report: "reset after 5 h" });
    await expect(thing.invoke("reset", { Hours: 500 })).rejects.toMatchObject({ status: "BadOutOfRange" });
    await expect(thing.write("humidity", 3)).rejects.toMatchObject({ status: "BadUserAccessDenied" });
  });

  it.runIf(isThere)("observes a variable beyond its first value, after which it says complete, and again", async () => {
    await building.tell({ do: "write", node: "Room12.Setpoint", value: 20 });
    for (const _ of ["first", "again"]) {
      const seen: unknown[] = [];
      for await (const value of thing.observe("setpoint")) {
        seen.push(value);
        if (seen.length === 2) break;
        await building.tell({ do: "write", node: "Room12.Setpoint", value: Number(value) + 1 });
      }
      expect(seen[1]).toBe(Number(seen[0]) + 1);
    }
  });

  it.runIf(isThere)("leaves a rejection behind when it stops, which is logged and ends nothing", async () => {
    await servient.stop();
    await expect
      .poll(() => host.log.map(({ context }) => context))
      .toContainEqual({
        fault: "unhandledRejection",
        reason: "Already Terminated",
      });
  });
});
