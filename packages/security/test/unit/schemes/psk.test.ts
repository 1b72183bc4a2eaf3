import { CredentialsError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { psk, staticVerifier } from "../../../src/index.js";
import { atOnce, presenting, target } from "../../fixtures.js";

const authenticate = (credentials: object, definition: object = {}) =>
  atOnce(
    psk()
      .client({ scheme: "psk", ...definition }, () => ({ ...credentials }))
      .authenticate(target),
  );

describe("psk", () => {
  it("hands identity and key to the connection", () => {
    const key = new Uint8Array([1, 2]);
    expect(authenticate({ identity: "lamp", key })).toStrictEqual({ psk: { identity: "lamp", key } });
  });

  it("takes a text as its UTF-8, and the identity of the definition when the store has none", () => {
    expect(authenticate({ key: "ü" }, { identity: "from-td" })).toStrictEqual({
      psk: { identity: "from-td", key: new Uint8Array([0xc3, 0xbc]) },
    });
  });

  it.each([{ key: "k" }, { identity: "i" }, { identity: "i", key: "" }, { identity: "i", key: 7 }])(
    "refuses the credentials %j",
    (credentials) => {
      expect(() => authenticate(credentials)).toThrow(CredentialsError);
    },
  );

  it("trusts the identity that the transport has proven, and no other", () => {
    const server = psk().server({ scheme: "psk" }, "p", staticVerifier({}));
    expect(server.verify(presenting({ transportIdentity: "lamp" }))).toStrictEqual({ name: "lamp", scopes: [] });
    expect(server.verify(presenting({ user: { name: "lamp", password: "" } }))).toMatchObject({ challenges: [] });
  });
});
