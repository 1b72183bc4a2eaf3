import type { Form, Operation } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { modbusClient, modbusManifest } from "../../src/index.js";
import { readModbusForm } from "../../src/modbus-form.js";
import { formRequest, refusalOf } from "../fixture.js";

const client = modbusClient();
const octets = "application/octet-stream";

const request = (form: Partial<Form> & object, operation: Operation = "readproperty") => {
  const whole = { href: "modbus+tcp://plc:1502/7/10", contentType: octets, ...form } as Form;
  return readModbusForm(formRequest(whole, operation), whole.href);
};

describe("a Modbus Form", () => {
  it("takes everything from the address", () => {
    expect(request({ href: "modbus+tcp://plc:1502/7/10?quantity=4", "modv:entity": "HoldingRegister" })).toMatchObject({
      server: { host: "plc", port: 1502 },
      unitId: 7,
      address: 9,
      quantity: 4,
      function: { code: 3 },
    });
  });

  it("takes from terms what the address does not say", () => {
    const terms = { "modv:unitID": 3, "modv:address": 1, "modv:quantity": 2, "modv:entity": "InputRegister" };
    expect(request({ href: "modbus+tcp://plc", ...terms })).toMatchObject({
      server: { port: 502 },
      unitId: 3,
      address: 0,
      quantity: 2,
      function: { code: 4 },
    });
  });

  it("knows IPv6 hosts", () => {
    expect(request({ href: "modbus+tcp://[::1]:502/1/1", "modv:entity": "Coil" })).toMatchObject({
      server: { host: "::1" },
    });
  });

  it.each([
    ["Coil", "readproperty", "", 1],
    ["Coil", "writeproperty", "", 5],
    ["Coil", "writeproperty", "?quantity=8", 15],
    ["HoldingRegister", "writeproperty", "", 6],
    ["HoldingRegister", "writeproperty", "?quantity=2", 16],
    ["DiscreteInput", "observeproperty", "", 2],
  ] as const)("finds the function of a %s for %s%s", (entity, operation, query, code) => {
    const form = { href: `modbus+tcp://plc/1/1${query}`, "modv:entity": entity, "modv:function": "readCoil" };
    expect(request(form, operation)).toMatchObject({ function: { code } });
  });

  it("takes functions by code, and writes a single coil by default", () => {
    expect(request({ "modv:function": 4 })).toMatchObject({ function: { name: "readInputRegisters" } });
    expect(request({}, "invokeaction")).toMatchObject({ function: { name: "writeSingleCoil" } });
  });

  it.each([
    ["another scheme", { href: "http://plc/1/1" }, "readproperty"],
    ["an address that is no number", { href: "modbus+tcp://plc/1/abc", "modv:entity": "Coil" }, "readproperty"],
    ["credentials in the address", { href: "modbus+tcp://u:p@plc/1/1", "modv:entity": "Coil" }, "readproperty"],
    ["a port beyond 65535", { href: "modbus+tcp://plc:70000/1/1", "modv:entity": "Coil" }, "readproperty"],
    ["no address", { href: "modbus+tcp://plc/1", "modv:entity": "Coil" }, "readproperty"],
    ["address 0 counted from 1", { href: "modbus+tcp://plc/1/0", "modv:entity": "Coil" }, "readproperty"],
    ["a unit beyond 255", { href: "modbus+tcp://plc/256/1", "modv:entity": "Coil" }, "readproperty"],
    [
      "addresses beyond the end",
      { href: "modbus+tcp://plc/1/65536?quantity=2", "modv:entity": "Coil" },
      "readproperty",
    ],
    [
      "too many registers",
      { href: "modbus+tcp://plc/1/1?quantity=126", "modv:entity": "InputRegister" },
      "readproperty",
    ],
    ["a quantity that is text", { "modv:quantity": "2", "modv:entity": "Coil" }, "readproperty"],
    ["no entity and no function", {}, "readproperty"],
    ["an unknown entity", { "modv:entity": "constructor" }, "readproperty"],
    ["an unknown function", { "modv:function": "readMinds" }, "readproperty"],
    ["observing what cannot be polled", { "modv:function": "readDeviceIdentification" }, "observeproperty"],
    ["an object that no identification has", { "modv:function": 43, href: "modbus+tcp://plc/1/256" }, "readproperty"],
    ["a file without a number", { "modv:function": 20, "twm:fileNumber": "one" }, "readproperty"],
    ["writing an input", { "modv:entity": "InputRegister" }, "writeproperty"],
    ["writing by a function that reads", { "modv:function": "readCoil" }, "writeproperty"],
    ["writing too many by a function for one", { "modv:function": 6, "modv:quantity": 65 }, "writeproperty"],
    ["writing JSON", { contentType: "application/json", "modv:entity": "HoldingRegister" }, "writeproperty"],
    ["an operation that Modbus has not", { "modv:entity": "Coil" }, "subscribeevent"],
    ["a subprotocol", { subprotocol: "longpoll", "modv:entity": "Coil" }, "readproperty"],
    ["variables in the address", { href: "modbus+tcp://plc/1/{n}", "modv:entity": "Coil" }, "readproperty"],
  ] as const)("is refused with a reason: %s", (_, form, operation) => {
    const whole = { href: "modbus+tcp://plc:1502/7/10", contentType: octets, ...form } as Form;
    expect(refusalOf(client.prepare(formRequest(whole, operation)))).toMatch(/\w+ \w+/);
  });

  it("is refused when credentials would have to travel", () => {
    const authenticator = { carriers: ["headers" as const], authenticate: () => ({}) };
    const form = formRequest(
      { href: "modbus+tcp://plc/1/1", contentType: octets, "modv:entity": "Coil" },
      "readproperty",
    );
    expect(refusalOf(client.prepare({ ...form, authenticator }))).toMatch(/credentials/);
  });

  it("reads without a content type what modv:type describes", () => {
    const form = { contentType: "application/json", "modv:entity": "InputRegister", "modv:type": "xsd:unsignedInt" };
    expect(request({ ...form, "modv:quantity": 2 })).toMatchObject({
      contentType: "application/octet-stream;length=4;signed=false;byteSeq=BIG_ENDIAN",
      order: { registersPerValue: 2 },
    });
  });
});

describe("the manifest", () => {
  it("names the schemes and no server operation", () => {
    expect(modbusManifest.schemes).toEqual(["modbus+tcp", "modbus+rtuovertcp"]);
    expect(modbusManifest.serverOperations).toEqual([]);
  });
});
