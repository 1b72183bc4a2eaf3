import { fakeHost, jsonContent, recordingSink, testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { memoryNetwork, memoryServer } from "../../src/index.js";
import { granting } from "../granting.js";
import { memoryWorld } from "../memory-world.js";

describe("a memory server", () => {
  it("refuses a name that cannot stand in an address", () => {
    expect(() => memoryServer(memoryNetwork(), { name: "Big House" })).toThrow(/no name for a server/);
  });

  it("refuses to expose before it is started", async () => {
    const server = memoryServer(memoryNetwork());
    await expect(server.expose(testThing())).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("may be started again after stop", async () => {
    const server = memoryServer(memoryNetwork(), { name: "house" });
    await server.start(fakeHost());
    await server.stop();
    await server.start(fakeHost());
    expect(server.addresses()).toEqual(["memory://house"]);
  });

  it("takes no more subscriptions than its limit, and one more after one has ended", async () => {
    const { remote } = await memoryWorld({ server: { limits: { maxSubscriptions: 1 } } });
    const first = await remote.subscribe("observeproperty", "count", recordingSink());
    const second = remote.subscribe("subscribeevent", "tick", recordingSink());
    await expect(second).rejects.toMatchObject({ code: "WOT_REMOTE", status: "WOT_TOO_MANY" });
    await first.stop();
    await first.stop();
    await remote.subscribe("subscribeevent", "tick", recordingSink());
  });

  it("refuses a body over its limit", async () => {
    const { remote } = await memoryWorld({ server: { limits: { maxBodyBytes: 5 } } });
    await remote.request("writeproperty", "name", { content: jsonContent("abc") });
    const write = remote.request("writeproperty", "name", { content: jsonContent("abcd") });
    await expect(write).rejects.toMatchObject({ status: "WOT_TOO_LARGE" });
  });

  it("offers one Form for each content type, with a template for the variables", async () => {
    const { remote } = await memoryWorld();
    expect(remote.forms("readproperty", "note").map(({ contentType }) => contentType)).toEqual([
      "application/json",
      "text/plain",
    ]);
    const [scaled] = remote.forms("readproperty", "scaled");
    expect(scaled?.href).toBe("memory://house/test-thing/properties/scaled{?unit,step}");
  });

  it("cancels a subscription that is granted after its Thing was withdrawn", async () => {
    const { remote, server, thing } = await memoryWorld();
    const property = thing.property("count");
    const grant = granting(property);
    const sink = recordingSink();
    const subscribing = remote.subscribe("observeproperty", "count", sink);
    await server.withdraw(thing.id);
    grant();
    await subscribing;
    expect([sink.ended, property.emitter.active]).toEqual([true, 0]);
  });
});
