import { describe, expect, it } from "vitest";
import { objectsFolder, readAddressSpace } from "../../../src/browse/address-space.js";
import { type FakeNode, FakeServer } from "../../support/fake-server.js";
import { folder, id, object, room, variable } from "../../support/nodes.js";

const limits = { maxNodes: 1_000, maxDepth: 10 };

async function read(roots: FakeNode[], given = limits) {
  const server = new FakeServer(roots);
  const session = await server.connect(
    { url: "opc.tcp://h", mode: "None", identity: {} },
    { lost() {}, restored() {}, ended() {} },
  );
  return readAddressSpace(session, [objectsFolder], given);
}

describe("the address space of a server", () => {
  it("is read with what its variables say of themselves", async () => {
    const { roots, problems } = await read([folder("Plant", [room()])]);
    const [plant] = roots;
    expect(plant).toMatchObject({ name: "Plant", kind: "object", typeId: "i=61" });
    const [temperature, setpoint, mode, vendor] = plant!.children[0]!.children;
    expect(temperature!.variable).toMatchObject({ dataType: "i=11", isReadable: true, isWritable: false });
    expect(setpoint!.properties.get("EURange")?.value).toEqual({ Low: 5, High: 35 });
    expect(mode!.properties.get("EnumStrings")?.value).toEqual(["Off", "Heat", "Cool", "Auto"]);
    expect(vendor!.isProperty).toBe(true);
    expect(problems).toEqual([]);
  });

  it("is without what is about the server itself", async () => {
    const { roots } = await read([{ id: "i=2253", name: "Server", kind: "object" }, room()]);
    expect(roots.map(({ name }) => name)).toEqual(["Room"]);
  });

  it("has each node once, where it is nearest", async () => {
    const shared = variable("Shared", 1);
    const { roots } = await read([object("A", [object("A/B", [shared])]), object("C", [shared])]);
    expect(roots[1]!.children.map(({ name }) => name)).toEqual(["Shared"]);
    expect(roots[0]!.children[0]!.children).toEqual([]);
  });

  it("has an end where nodes lead to themselves", async () => {
    const loop = object("Loop", []);
    loop.children!.push(loop, variable("Loop/X", 1));
    const { roots } = await read([loop]);
    expect(roots[0]!.children.map(({ nodeId }) => nodeId)).toEqual([id("Loop/X")]);
  });

  it("is bounded in nodes and in depth, and says so", async () => {
    const many = object(
      "Many",
      Array.from({ length: 50 }, (_, index) => variable(`Many/${index}`, index)),
    );
    const wide = await read([many], { ...limits, maxNodes: 10 });
    expect(wide.roots[0]!.children).toHaveLength(9);
    expect(wide.problems).toEqual(["more than maxNodes (10): further ones are not looked at"]);
    const deep = await read([object("A", [object("A/B", [object("A/B/C", [variable("A/B/C/D", 1)])])])], {
      ...limits,
      maxDepth: 2,
    });
    expect(deep.roots[0]!.children[0]!.children.map(({ children }) => children)).toEqual([[]]);
    expect(deep.problems).toEqual(["what is below 2 levels is not looked at (maxDepth)"]);
  });
});
