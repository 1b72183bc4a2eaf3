import { type Modbus, modbus, modbusPlugin } from "@thingwright/adapter-modbus";
import { httpServer } from "@thingwright/binding-http";
import { runConformance } from "@thingwright/conformance";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasPysunspec, PymodbusSlave } from "./support/pymodbus.js";

const id = "urn:example:roof";

describe("models of SunSpec as pysunspec2 writes them", () => {
  if (!hasPysunspec) it.skip("skipped: needs pymodbus and pysunspec2", () => {});
  let slave: PymodbusSlave;
  let house: Servient;
  let adapter: Modbus;

  beforeAll(async () => {
    if (!hasPysunspec) return;
    slave = await PymodbusSlave.start();
    house = new Servient({ servers: [httpServer({ port: 0, address: "127.0.0.1" })] });
    await house.start();
    const device = { id, title: "Roof", host: "127.0.0.1", port: slave.port, unitId: 10, map: "sunspec" } as const;
    adapter = await modbus(house, { devices: [device] });
  });

  afterAll(async () => {
    await adapter?.stop();
    await house?.stop();
    await slave?.end();
  });

  const descriptions = () => adapter.devices.get(id)!.things.map(({ description }) => description);
  const read = async (part: number, name: string): Promise<unknown> => {
    const forms = descriptions()[part]!.properties![name]!.forms;
    return (await fetch(forms.find(({ href }) => href.startsWith("http"))!.href)).json();
  };
  const readAll = (part: number, names: readonly string[]) => Promise.all(names.map((name) => read(part, name)));

  it.runIf(hasPysunspec)("are a Thing each", () => {
    expect(descriptions().map(({ title }) => title)).toEqual([
      "Roof",
      "Roof Meter 2",
      "Roof Meter 3",
      "Roof Battery 4",
    ]);
    expect(adapter.devices.get(id)!.problems).toEqual([]);
  });

  it.runIf(hasPysunspec)(
    "have the values that it gave them, of integers with scale factors and of floating point",
    async () => {
      expect(await readAll(0, ["W", "current", "voltage", "frequency", "WH", "TmpCab", "St"])).toEqual([
        2070,
        9.1,
        230.1,
        49.98,
        12_345_678,
        41.5,
        "running",
      ]);
      const meter = ["power", "current", "voltage", "frequency", "energy", "energyExported"];
      expect(await readAll(1, [...meter, "PF"])).toEqual([-4120, 17.9, 231, 50.01, 1234.56, 7, -98]);
      expect(await readAll(2, meter)).toEqual([345.5, 1.5, 230.5, 50, 98.765, 0]);
      expect(await readAll(3, ["SoC", "V", "A", "W", "ChaSt", "NCyc"])).toEqual([
        83.5,
        51.2,
        -12.5,
        -640,
        "charging",
        321,
      ]);
    },
  );

  it.runIf(hasPysunspec)("are followed", async () => {
    await slave.put(10, "HoldingRegister", 40_002 + 68 + 2 + 12, [1999]);
    while ((await read(0, "W")) !== 1999) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it.runIf(hasPysunspec)("are judged to do what their Thing Descriptions say", async () => {
    const violations: string[] = [];
    for (const { forms, title, properties = {} } of descriptions()) {
      const [form] = forms ?? Object.values(properties).flatMap((property) => property.forms);
      const url = new URL(form!.href, "http://127.0.0.1");
      url.pathname = url.pathname.split("/").slice(0, 2).join("/");
      const { things } = await runConformance(url.href, { requestsPerSecond: 10_000, skip: ["http-sse-profile-*"] });
      for (const { results } of things) {
        for (const { id: check, verdict, actual } of results) {
          if (verdict === "fail" || verdict === "tool-error") violations.push(`${title}: ${check}: ${actual}`);
        }
      }
    }
    expect(violations).toEqual([]);
  });

  it.runIf(hasPysunspec)("are found where they are looked for", async () => {
    const { signal } = new AbortController();
    const options = { servient: new Servient(), signal, clock: systemClock, logger: silent };
    const found = [];
    for await (const { entry } of modbusPlugin.find!({ ...options, hosts: [`127.0.0.1:${slave.port}`] })) {
      found.push(...entry.devices);
    }
    expect(found.find(({ map }) => map === "sunspec")).toMatchObject({ unitId: 10, title: "SunSpecTest Five 10" });
  });
});
