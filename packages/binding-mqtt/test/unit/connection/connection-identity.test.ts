import { CredentialsError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { connectionKey, identityOf } from "../../../src/connection/connection-identity.js";
import { parseBrokerUrl } from "../../../src/form/broker-address.js";

const broker = parseBrokerUrl("mqtts://h")!;
const psk = { identity: "lamp", key: Uint8Array.of(1) };

describe("Who a connection is made as", () => {
  it.each([
    { user: { name: "a\0", password: "b" } },
    { user: { name: "a", password: "b\0" } },
    { user: { name: "a".repeat(65_536), password: "b" } },
    { user: { name: "a", password: "ü".repeat(32_768) } },
    { psk, certificate: { cert: "c", key: "k" } },
  ])("cannot be %j", (authentication) => {
    expect(() => identityOf(authentication)).toThrow(CredentialsError);
  });

  it("is nobody, or all that the credentials say of a connection", () => {
    expect(identityOf({})).toStrictEqual({});
    const own = { user: { name: "a", password: "b" }, psk };
    expect(identityOf({ ...own, uriVariables: { x: "y" } })).toStrictEqual(own);
  });

  it("has a connection of its own", () => {
    const identities = [
      {},
      { user: { name: "a", password: "b" } },
      { user: { name: "a", password: "c" } },
      { user: { name: "b", password: "b" } },
      { certificate: { cert: "c", key: "k" } },
      { certificate: { cert: "d", key: "k" } },
      { certificate: { cert: "c", key: "k" }, user: { name: "a", password: "b" } },
      { psk },
      { psk: { ...psk, key: Uint8Array.of(2) } },
      { psk: { ...psk, identity: "lamp2" } },
    ];
    const keys = identities.map((identity) => connectionKey(broker, identity));
    expect(new Set(keys).size).toBe(identities.length);
    expect(connectionKey(broker, { psk: { identity: "lamp", key: Uint8Array.of(1) } })).toBe(
      connectionKey(broker, { psk }),
    );
  });

  it("shares one with the other tokens of its grant, and none with another query of a WebSocket", () => {
    const token = (password: string, grant: string) => ({ user: { name: "bearer", password, grant } });
    expect(connectionKey(broker, token("t1", "g"))).toBe(connectionKey(broker, token("t2", "g")));
    expect(connectionKey(broker, token("t1", "g"))).not.toBe(connectionKey(broker, token("t1", "h")));
    const [one, other] = ["wss://h/mqtt?key=1", "wss://h/mqtt?key=2"].map((href) => parseBrokerUrl(href)!);
    expect(connectionKey(one!, {})).not.toBe(connectionKey(other!, {}));
  });
});
