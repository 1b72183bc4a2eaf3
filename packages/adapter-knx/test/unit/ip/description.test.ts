import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeDescription, decodeSearchAnswer } from "../../../src/ip/description.js";

const name = Buffer.alloc(30);
name.write("Main \x07distribution", "latin1");
/** Medium, status, address, installation, serial number, multicast address, MAC. */
const device = Buffer.concat([Buffer.from("36010200110a0000000102030405e000170c0a0b0c0d0e0f", "hex"), name]);
const services = Buffer.from("0a020202030104020502", "hex");
const endpoint = Buffer.from("0801c00002070e57", "hex");

describe("the description of an interface", () => {
  it("has its name, its address and what it can", () => {
    expect(decodeSearchAnswer(Buffer.concat([endpoint, device, services]))).toEqual({
      name: "Main distribution",
      individualAddress: "1.1.10",
      tunnels: true,
      speaksTcp: true,
      endpoint: { address: "192.0.2.7", port: 3671 },
    });
    expect(decodeDescription(device)).toMatchObject({ tunnels: false, speaksTcp: false });
  });

  it("is none when it is cut off, or says nothing of the device", () => {
    const whole = Buffer.concat([device, services]);
    expect(decodeDescription(services)).toBeUndefined();
    expect(decodeDescription(whole.subarray(0, 60))).toBeUndefined();
    expect(decodeDescription(Buffer.from("0001", "hex"))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (any) => void [decodeDescription(any), decodeSearchAnswer(any)]),
    );
  });
});
