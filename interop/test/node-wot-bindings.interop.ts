import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Servient } from "@thingwright/core";
import { nodeWot, type ProtocolClientFactory } from "@thingwright/node-wot/their-bindings";
import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { deviceThing, installed, isInstalled } from "./support/plug-ins.js";

type Constructor = new () => ProtocolClientFactory;

/** What `modbus-serial` has for a server. */
type ServerConstructor = new (
  vector: object,
  options: object,
) => {
  once(event: string, listener: () => void): void;
  close(done: () => void): void;
  readonly _server: { address(): AddressInfo };
};

/** Registers of a Modbus device, and a server of `modbus-serial` that serves them. */
async function modbusDevice(registers: Map<number, number>) {
  const { ServerTCP } = installed<{ ServerTCP: ServerConstructor }>("modbus-serial");
  const vector = {
    getHoldingRegister: (address: number) => registers.get(address) ?? 0,
    setRegister: (address: number, value: number) => void registers.set(address, value),
  };
  const server = new ServerTCP(vector, { host: "127.0.0.1", port: 0, unitID: 1 });
  await new Promise<void>((resolve) => server.once("initialized", resolve));
  return { port: server._server.address().port, close: () => new Promise<void>((done) => server.close(done)) };
}

const thingOf = (properties: ThingDescription["properties"]): ThingDescription =>
  deviceThing({ properties }, { modv: "https://www.w3.org/2019/wot/modbus#" });

describe("node-wot's Modbus binding in our Servient", () => {
  const isThere = isInstalled("@node-wot/binding-modbus");
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});

  it.runIf(isThere)("reads, writes and observes a register", async () => {
    const { ModbusClientFactory } = installed<{ ModbusClientFactory: Constructor }>("@node-wot/binding-modbus");
    const registers = new Map([[7, 21]]);
    const device = await modbusDevice(registers);
    const servient = new Servient({ clients: [nodeWot(new ModbusClientFactory())] });
    await servient.start();
    const thing = servient.consume(
      thingOf({
        setpoint: {
          type: "integer",
          observable: true,
          forms: [
            {
              href: `modbus+tcp://127.0.0.1:${device.port}/1/7?quantity=1`,
              contentType: "application/octet-stream;length=2;byteSeq=BIG_ENDIAN",
              op: ["readproperty", "writeproperty", "observeproperty", "unobserveproperty"],
              "modv:entity": "HoldingRegister",
              "modv:pollingTime": 20,
            },
          ],
        },
      }),
    );
    expect(await thing.read("setpoint")).toBe(21);
    await thing.write("setpoint", 1234);
    expect(registers.get(7)).toBe(1234);

    const seen: unknown[] = [];
    for await (const value of thing.observe("setpoint")) {
      seen.push(value);
      if (seen.length === 2) break;
      registers.set(7, 77);
    }
    expect(seen).toEqual([1234, 77]);
    await servient.stop();
    await device.close();
  });

  it.runIf(isThere)("says that a device that is not there cannot be reached", async () => {
    const { ModbusClientFactory } = installed<{ ModbusClientFactory: Constructor }>("@node-wot/binding-modbus");
    const device = await modbusDevice(new Map());
    await device.close();
    const servient = new Servient({ clients: [nodeWot(new ModbusClientFactory())] });
    await servient.start();
    const form = { href: `modbus+tcp://127.0.0.1:${device.port}/1/7?quantity=1`, "modv:entity": "HoldingRegister" };
    const thing = servient.consume(
      thingOf({ setpoint: { type: "integer", forms: [{ ...form, contentType: "application/octet-stream" }] } }),
    );
    await expect(thing.read("setpoint", { timeoutMs: 500 })).rejects.toMatchObject({
      code: expect.stringMatching(/^WOT_(NETWORK|TIMEOUT)$/),
    });
    await servient.stop();
  });
});

describe("node-wot's file binding in our Servient", () => {
  const isThere = isInstalled("@node-wot/binding-file");
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});

  it.runIf(isThere)("reads a file, and says that version 0.8.6 writes none", async () => {
    const { FileClientFactory } = installed<{ FileClientFactory: Constructor }>("@node-wot/binding-file");
    const directory = await mkdtemp(join(tmpdir(), "thingwright-"));
    const file = join(directory, "state.json");
    await writeFile(file, '{"on":false}');
    const servient = new Servient({ clients: [nodeWot(new FileClientFactory())] });
    await servient.start();
    const thing = servient.consume(
      thingOf({
        state: { type: "object", forms: [{ href: pathToFileURL(file).href, contentType: "application/json" }] },
      }),
    );
    expect(await thing.read("state")).toEqual({ on: false });
    const refused = { family: "RemoteError", message: "FileClient does not implement write" };
    await expect(thing.write("state", { on: true })).rejects.toMatchObject(refused);
    expect(await readFile(file, "utf8")).toBe('{"on":false}');
    await servient.stop();
    await rm(directory, { recursive: true });
  });
});

describe("node-wot's WebSocket client in our Servient", () => {
  const isThere = isInstalled("@node-wot/binding-websockets");
  if (!isThere) it.skip("skipped: needs npm run interop", () => {});

  it.runIf(isThere)("answers nothing in version 0.8.6, which ends by the deadline", async () => {
    const { WebSocketClientFactory } = installed<{ WebSocketClientFactory: Constructor }>(
      "@node-wot/binding-websockets",
    );
    const servient = new Servient({ clients: [nodeWot(new WebSocketClientFactory())] });
    await servient.start();
    const state = { forms: [{ href: "ws://127.0.0.1:1/state", contentType: "application/json" }] };
    const thing = servient.consume(thingOf({ state }));
    await expect(thing.read("state", { timeoutMs: 50 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    await servient.stop();
  });
});
