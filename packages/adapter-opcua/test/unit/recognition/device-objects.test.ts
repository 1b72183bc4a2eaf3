import { describe, expect, it } from "vitest";
import { objectsFolder, readAddressSpace } from "../../../src/browse/address-space.js";
import { deviceObjects } from "../../../src/recognition/device-objects.js";
import { wordsOf } from "../../../src/recognition/reading.js";
import { type FakeNode, FakeServer } from "../../support/fake-server.js";
import { folder, id, object, room, variable } from "../../support/nodes.js";

async function found(roots: FakeNode[], forced: readonly string[] = []) {
  const session = await new FakeServer(roots).connect(
    { url: "", mode: "None", identity: {} },
    { lost() {}, restored() {}, ended() {} },
  );
  const space = await readAddressSpace(session, [objectsFolder], { maxNodes: 1_000, maxDepth: 10 });
  const devices = deviceObjects(space.roots, (_object, path) => forced.includes(path.join("/")));
  return devices.map(({ path, parts }) => [path.join("/"), parts.map((part) => part.path.join("/"))]);
}

describe("objects that are Things", () => {
  it("have variables of their own, and all that is below them", async () => {
    const ahu = object("Ahu", [variable("Ahu/Mode", 1), object("Ahu/Supply", [variable("Ahu/Supply/T", 1)])]);
    expect(await found([folder("Plant", [ahu])])).toEqual([["Plant/Ahu", ["Mode", "Supply/T"]]]);
  });

  it("are not what only contains them", async () => {
    const building = object("Building", [
      room("Room1"),
      room("Room2"),
      variable("Building/Owner", "A", { isProperty: true }),
    ]);
    expect((await found([building])).map(([path]) => path)).toEqual(["Building/Room1", "Building/Room2"]);
  });

  it("have a type of their own though their variables are deeper", async () => {
    const ahu = object("Ahu", [object("Ahu/Supply", [variable("Ahu/Supply/T", 1)])], { typeId: id("AhuType") });
    expect(await found([ahu])).toEqual([["Ahu", ["Supply/T"]]]);
  });

  it("are folders for the variables that lie in them alone", async () => {
    expect(await found([folder("Values", [variable("Loose", 1), room("Room")])])).toEqual([
      ["Values", ["Loose"]],
      ["Values/Room", ["RoomTemperature", "Setpoint", "Mode", "Vendor"]],
    ]);
  });

  it("are those that are told to be, out of what would be one", async () => {
    const plc = object("Plc", [variable("Plc/Uptime", 1), room("A"), room("B")]);
    expect((await found([plc])).map(([path]) => path)).toEqual(["Plc"]);
    expect((await found([plc], ["Plc/A"])).map(([path]) => path)).toEqual(["Plc", "Plc/A", "Plc/B"]);
  });
});

describe("the words of a name", () => {
  it.each([
    ["SupplyAirTemp_SP", ["supply", "air", "temp", "sp"]],
    ["CO2Level", ["co2", "level"]],
    ["AHU1.fan speed", ["ahu1", "fan", "speed"]],
    ["Außenluft-Temperatur", ["außenluft", "temperatur"]],
  ])("of %s are %j", (name, words) => {
    expect([...wordsOf([name])]).toEqual(words);
  });
});
