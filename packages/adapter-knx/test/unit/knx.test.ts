import type { DeviceChange } from "@thingwright/adapter-core";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Knx, type KnxOptions, type KnxProject, knx } from "../../src/index.js";
import { FakeBus } from "../support/fake-bus.js";
import { house, projectOf } from "../support/projects.js";

const quick = {
  maxTelegramsPerSecond: 10_000,
  readTimeoutMs: 40,
  statusWaitMs: 20,
  minReconnectDelayMs: 5,
  maxReconnectDelayMs: 10,
  timeoutMs: 1_000,
  maxRetryMs: 20,
};

let wire: FakeBus;
let servient: Servient;
let adapter: Knx;
let changes: string[];

beforeEach(async () => {
  const network = memoryNetwork();
  wire = new FakeBus();
  servient = new Servient({ clients: [memoryClient(network)], servers: [memoryServer(network, { name: "house" })] });
  await servient.start();
  changes = [];
});

afterEach(async () => {
  await adapter.stop();
  await servient.stop();
});

async function start(project: KnxProject, options: Partial<KnxOptions> = {}): Promise<void> {
  const onChange = ({ kind, device }: DeviceChange) => changes.push(`${kind} ${device.name}`);
  adapter = await knx(servient, {
    bus: "knx://192.0.2.7",
    project,
    onChange,
    limits: quick,
    open: () => wire.open,
    ...options,
  });
}

const thing = (key: string): ConsumedThing =>
  servient.consume(adapter.devices.get(key)!.things[0]!.description) as ConsumedThing;

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error) => asWotError(error).code,
  );
const until = (holds: () => unknown) =>
  expect.poll(async () => (await holds()) === true, { timeout: 3000, interval: 5 }).toBe(true);

/** Devices that answer, and that do what they are told. */
function actuators(): void {
  wire.answers("1/1/1", "1.001", false);
  wire.answers("1/4/1", "5.001", 0);
  wire.answers("2/3/1", "5.001", 0);
  wire.answers("3/0/1", "9.001", 20.5);
  wire.answers("3/1/1", "9.001", 21);
  wire.answers("3/2/1", "5.001", 40);
  wire.answers("4/0/1", "9.001", 18.2);
  wire.answers("4/0/2", "9.007", 51);
  wire.answers("5/0/1", "1.005", false);
  wire.onWrite = (address, value) => {
    const status = { "1/0/1": "1/1/1", "1/3/1": "1/4/1", "2/2/1": "2/3/1" }[address];
    if (status !== undefined) wire.saysRaw(status, value);
  };
}

describe("a KNX installation", () => {
  it("is Things of the common API that are read, written and observed", async () => {
    actuators();
    await start(house);
    const lamp = thing("F-1");
    expect(lamp.description).toMatchObject({ id: "urn:knx:installation:F-1", title: "Kitchen Ceiling" });
    expect(lamp.description.links).toContainEqual(
      expect.objectContaining({ href: expect.stringContaining("dimmable-light") }),
    );
    expect(await lamp.read("on")).toBe(false);
    const values = lamp.observe("brightness");
    const next = values.next();
    await values.ready;
    await lamp.write("brightness", 60);
    expect(wire.sent).toContain("write 1/3/1 99");
    expect((await next).value).toBe(60);
    await values.return();
    wire.says("1/1/1", "1.001", true);
    await until(async () => (await lamp.read("on")) === true);
  });

  it("has blinds whose open is 100, and that stop", async () => {
    actuators();
    await start(house);
    const blind = thing("2-0-1");
    expect(await blind.read("position")).toBe(100);
    await blind.write("position", 25);
    expect(wire.sent).toContain("write 2/2/1 bf");
    expect(await blind.read("position")).toBe(25);
    await blind.invoke("stop");
    await blind.invoke("close");
    expect(wire.sent.filter((each) => /2\/[01]\/1/.test(each))).toEqual(["write 2/1/1 01", "write 2/0/1 01"]);
  });

  it("has thermostats that heat when nothing else is said, and sensors", async () => {
    actuators();
    await start(house);
    const room = thing("3-0-1");
    expect(await room.read("roomTemperature")).toBe(20.5);
    expect(await room.read("targetTemperature")).toBe(21);
    expect(await room.read("heatingDemand")).toBe(40);
    expect(await room.read("mode")).toBe("heat");
    await room.write("targetTemperature", 19.5);
    expect(wire.sent).toContain("write 3/1/1 079e");
    const hall = thing("4-0-1");
    expect([await hall.read("temperature"), await hall.read("relativeHumidity")]).toEqual([18.2, 51]);
  });

  it("offers what no model has as it is, and says what it does not offer", async () => {
    actuators();
    await start(house);
    expect(await thing("5-0-1").read("windAlarm")).toBe(false);
    const lamp = thing("F-1");
    await lamp.invoke("dim", { direction: true, stepCode: 3 });
    expect(wire.sent).toContain("write 1/2/1 0b");
    expect(adapter.problems).toEqual(["5/0/2 Nobody knows: has no datapoint type"]);
  });

  it("is away while the bus is, and fresh when it is back", async () => {
    actuators();
    await start(house);
    const lamp = thing("F-1");
    expect(await lamp.read("on")).toBe(false);
    wire.cut();
    expect(await codeOf(lamp.read("on"))).toBe("WOT_REMOTE");
    expect(await codeOf(lamp.write("on", true))).toBe("WOT_REMOTE");
    wire.answers("1/1/1", "1.001", true);
    wire.isCut = false;
    await until(async () => (await lamp.read("on").catch(() => undefined)) === true);
    await lamp.write("on", false);
  });

  it("has Things before the bus is there", async () => {
    wire.isCut = true;
    await start(house);
    expect(await codeOf(thing("F-1").read("on"))).toBe("WOT_REMOTE");
    actuators();
    wire.isCut = false;
    await until(
      async () =>
        (await thing("F-1")
          .read("on")
          .catch(() => undefined)) === false,
    );
  });

  it("says that a device is away that does not answer, and leaves all others alone", async () => {
    actuators();
    wire.values.delete(0x0901);
    await start(house);
    expect(await codeOf(thing("F-1").read("on"))).toBe("WOT_REMOTE");
    expect(await thing("4-0-1").read("temperature")).toBe(18.2);
  });

  it("finds nonsense to be the device's fault, until it makes sense again", async () => {
    actuators();
    await start(house);
    const hall = thing("4-0-1");
    expect(await hall.read("temperature")).toBe(18.2);
    wire.saysRaw("4/0/1", { isShort: false, bytes: Uint8Array.of(0x7f, 0xff) });
    wire.answers("4/0/1", "1.001", true);
    await until(async () => (await codeOf(hall.read("temperature"))) === "WOT_REMOTE");
    expect(await hall.read("relativeHumidity")).toBe(51);
    wire.says("4/0/1", "9.001", 19);
    await until(async () => (await hall.read("temperature").catch(() => 0)) === 19);
  });

  it("follows the project: devices join, leave, are renamed and become something else", async () => {
    actuators();
    const lamp = (name: string, ...more: readonly (readonly [string, string, string])[]) =>
      projectOf([["1/0/9", `${name} light switch`, "DPST-1-1"], ...more]);
    await start(lamp("Hall"));
    await adapter.update(lamp("Cellar"));
    await adapter.update(lamp("Cellar", ["1/3/9", "Cellar light brightness", "DPST-5-1"]));
    await adapter.update(projectOf([]));
    expect(changes).toEqual([
      "joined Hall light",
      "renamed Cellar light",
      "redefined Cellar light",
      "left Cellar light",
    ]);
  });

  it("takes what its owner says of addresses before what names say", async () => {
    actuators();
    await start(house, {
      devices: [
        { key: "spot", name: "Spot", kind: "light", addresses: { switch: "1/0/1", switchStatus: "1/1/1" } },
        { key: "wrong", name: "Wrong", kind: "light", addresses: { brightness: "3/0/1" } },
      ],
      id: "urn:example:house",
    });
    expect(thing("spot").description.id).toBe("urn:example:house:spot");
    expect(adapter.problems).toContainEqual(
      expect.stringMatching(/^wrong: 3\/0\/1 is 9.001, which cannot be brightness/),
    );
    await thing("F-1").write("on", true);
    expect(wire.sent).toContain("write 1/3/1 ff");
  });

  it("refuses a bus that is none", async () => {
    await start(projectOf([]));
    await expect(knx(servient, { bus: "http://192.0.2.7", project: house })).rejects.toThrow(/no knx:/);
  });
});
