import { defaultCodecs } from "@thingwright/codecs";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { type ContentCodec, nodeWot, type ProtocolClientFactory } from "@thingwright/node-wot/their-bindings";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasNetconf, NetconfDevice } from "./support/netconf-device.js";
import { deviceThing, installed, isInstalled, keys, securedBy } from "./support/plug-ins.js";

const name = "@node-wot/binding-netconf";
const isThere = isInstalled(name) && hasNetconf;
const namespaces = { if: "urn:ietf:params:xml:ns:yang:ietf-interfaces" };

describe("node-wot's NETCONF binding in our Servient, at a server in Python,", () => {
  if (!isThere) it.skip("skipped: needs npm run interop, and netconf of .ci/install-tools", () => {});
  let device: NetconfDevice;
  let servient: Servient;

  /** The device, consumed with a password. */
  async function consumed(password: string): Promise<ConsumedThing> {
    const { NetconfClientFactory } = installed<{ NetconfClientFactory: new () => ProtocolClientFactory }>(name);
    const codec = installed<{ default: new () => ContentCodec }>(`${name}/dist/codecs/netconf-codec.js`);
    servient = new Servient({
      clients: [nodeWot(new NetconfClientFactory())],
      codecs: [nodeWot(new codec.default()), ...defaultCodecs()],
      credentials: keys({ username: "anna", password }),
    });
    await servient.start();
    const form = {
      href: `netconf://127.0.0.1:${device.port}/if:interfaces/interface[name=eth0]/description`,
      contentType: "application/yang-data+xml",
      "nc:NSs": namespaces,
      "nc:target": "running",
    };
    const description = {
      type: "string",
      observable: true,
      forms: [{ ...form, op: ["readproperty", "observeproperty"] }],
    };
    const settings = {
      type: "object",
      properties: { description: { type: "string" } },
      forms: [{ ...form, op: ["writeproperty"] }],
    };
    const td = deviceThing({ properties: { description, settings } } as never, { nc: "https://example.org/netconf#" });
    return servient.consume(securedBy(td, { scheme: "basic" }));
  }

  beforeEach(async () => {
    if (isThere) device = await NetconfDevice.start();
  });

  afterEach(async () => {
    await servient?.stop();
    await device?.[Symbol.asyncDispose]();
  });

  it.runIf(isThere)("reads a leaf and writes it, by the codec that it brings", async () => {
    const thing = await consumed("secret");
    expect(await thing.read("description")).toBe("up the hill");
    await thing.write("settings", { description: "down the dale" });
    expect(device.written).toBe("down the dale");
    expect(await thing.read("description")).toBe("down the dale");
  });

  it.runIf(isThere)("says that the password is refused, and that it cannot observe", async () => {
    const thing = await consumed("a guess");
    await expect(thing.read("description")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    const first = thing.observe("description").next();
    await expect(first).rejects.toMatchObject({ message: "NetconfClient does not implement subscribe" });
  });
});
