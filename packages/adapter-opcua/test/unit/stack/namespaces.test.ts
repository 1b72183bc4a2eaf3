import { describe, expect, it } from "vitest";
import { bareNodeId, Namespaces } from "../../../src/stack/namespaces.js";

const namespaces = new Namespaces(["http://opcfoundation.org/UA/", "urn:server", "urn:a;b%c"]);

describe("the namespaces of a server", () => {
  it.each([
    ["ns=1;s=Ahu", "nsu=urn:server;s=Ahu"],
    ["ns=2;i=7", "nsu=urn:a%3Bb%25c;i=7"],
    ["i=85", "i=85"],
  ])("turn %s into %s, and back", (local, global) => {
    expect(namespaces.global(local)).toBe(global);
    expect(namespaces.local(global)).toBe(local);
  });

  it("have numbers that are the server's own", () => {
    const renumbered = new Namespaces(["http://opcfoundation.org/UA/", "urn:other", "urn:server"]);
    expect(renumbered.local("nsu=urn:server;s=Ahu")).toBe("ns=2;s=Ahu");
  });

  it("say which is missing", () => {
    expect(() => namespaces.local("nsu=urn:gone;s=x")).toThrow(/no namespace urn:gone/);
  });

  it("take an id out of the name that the stack writes before it", () => {
    expect(bareNodeId("Double (ns=0;i=11)")).toBe("ns=0;i=11");
    expect(bareNodeId("ns=2;s=a (b)")).toBe("ns=2;s=a (b)");
  });
});
