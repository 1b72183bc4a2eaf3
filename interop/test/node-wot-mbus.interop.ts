import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { Servient } from "@thingwright/core";
import { nodeWot, type ProtocolClientFactory } from "@thingwright/node-wot/their-bindings";
import { describe, expect, it } from "vitest";
import { deviceThing, installed, isInstalled } from "./support/plug-ins.js";

const isThere = isInstalled("@node-wot/binding-mbus") && isInstalled("node-mbus/build/Release/mbus.node");

const sendNke = 0x40;
const requestUserData = 0x0b;
const acknowledgement = 0xe5;

/** A long frame (EN 13757-2): its length twice, and a sum of its bytes. */
const longFrame = (bytes: readonly number[]): Buffer => {
  const sum = bytes.reduce((all, byte) => (all + byte) & 0xff, 0);
  return Buffer.from([0x68, bytes.length, bytes.length, 0x68, ...bytes, sum, 0x16]);
};

/** RSP_UD of a water meter: its number 12345678, made by PAD, and one record, a volume of 12565 l. */
const ofWaterMeter = (address: number): Buffer =>
  longFrame([
    ...[0x08, address, 0x72, 0x78, 0x56, 0x34, 0x12, 0x24, 0x40, 0x01, 0x07, 0x55, 0x00, 0x00, 0x00],
    ...[0x03, 0x13, 0x15, 0x31, 0x00],
  ]);

/** A gateway to one water meter, which answers what libmbus asks. */
async function waterMeter() {
  const gateway = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      for (let at = 0; at + 5 <= bytes.length; at += 5) {
        const [control, address] = [bytes[at + 1] as number, bytes[at + 2] as number];
        if (control === sendNke) socket.write(Buffer.of(acknowledgement));
        if ((control & 0x0f) === requestUserData) socket.write(ofWaterMeter(address));
      }
    });
  }).listen(0, "127.0.0.1");
  await once(gateway, "listening");
  return { port: (gateway.address() as AddressInfo).port, close: () => gateway.close() };
}

describe("node-wot's M-Bus binding in our Servient, at a gateway that is played,", () => {
  if (!isThere) it.skip("skipped: needs npm run interop, and a C++ compiler for node-mbus", () => {});

  it.runIf(isThere)("reads a record, and says that it writes none", async () => {
    const { MBusClientFactory } = installed<{ MBusClientFactory: new () => ProtocolClientFactory }>(
      "@node-wot/binding-mbus",
    );
    const meter = await waterMeter();
    const servient = new Servient({ clients: [nodeWot(new MBusClientFactory())] });
    await servient.start();
    const form = {
      href: `mbus+tcp://127.0.0.1:${meter.port}/3?offset=0`,
      contentType: "application/json",
      "mbus:unitID": 3,
      "mbus:offset": 0,
    };
    const td = deviceThing({ properties: { volume: { forms: [form] } } }, { mbus: "https://example.org/mbus#" });
    const thing = servient.consume(td);
    expect(await thing.read("volume")).toMatchObject({ Unit: "Volume (m m^3)", Value: 12565 });
    await expect(thing.write("volume", {})).rejects.toMatchObject({ message: "Method not implemented." });
    await servient.stop();
    meter.close();
  });
});
