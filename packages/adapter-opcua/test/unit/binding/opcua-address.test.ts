import { describe, expect, it } from "vitest";
import { isNodeId, opcuaAddress, parseOpcuaAddress } from "../../../src/binding/opcua-address.js";

describe("an OPC UA address", () => {
  it.each([
    [
      "opc.tcp://h:4840/?id=nsu=http://example.com/pump;s=Speed",
      "opc.tcp://h:4840",
      "nsu=http://example.com/pump;s=Speed",
    ],
    ["opc.tcp://h:4840/a/b/?id=ns=2;i=7", "opc.tcp://h:4840/a/b", "ns=2;i=7"],
    ["opc.tcp://h/?id=nsu=http://example.com/x%23;s=a%26b", "opc.tcp://h", "nsu=http://example.com/x#;s=a&b"],
    ["opc.tcp://[::1]:4840/?id=i=85", "opc.tcp://[::1]:4840", "i=85"],
  ])("of %s has a server and a node (OPC 10101 §6.2)", (href, url, nodeId) => {
    expect(parseOpcuaAddress(href)).toEqual({ url, nodeId });
  });

  it("of a server alone has no node", () => {
    expect(parseOpcuaAddress("opc.tcp://h:4840/building/")).toEqual({ url: "opc.tcp://h:4840/building" });
  });

  it.each([
    "http://h/?id=i=85",
    "opc.tcp://h/?id=",
    "opc.tcp://h/?id=s",
    "opc.tcp://u:p@h/?id=i=1",
    "opc.tcp://h/?x=i=1",
    "opc.tcp://h/?id=%zz",
    "",
  ])("is nothing like %j", (href) => {
    expect(parseOpcuaAddress(href)).toBeUndefined();
  });

  it.each(["nsu=urn:a;s=50 % of {all} #1 & more", "nsu=http://x/%3B;s=水", 's="quoted"', "b=AQI="])(
    "carries %j there and back",
    (nodeId) => {
      const href = opcuaAddress("opc.tcp://h:1", nodeId);
      expect(href).toMatch(/^[!-~]*$/);
      expect(href).not.toMatch(/[{}#&" ]/);
      expect(parseOpcuaAddress(href)).toEqual({ url: "opc.tcp://h:1", nodeId });
    },
  );

  it("takes no node id that is none", () => {
    expect(["i=", "ns=x;i=1", "s=", "g=123", "svr=1;i=1", "nsu=;i=1"].filter(isNodeId)).toEqual([]);
  });
});
