import { CredentialsError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { cert, staticVerifier } from "../../../src/index.js";
import { atOnce, presenting, target } from "../../fixtures.js";

const authenticate = (credentials: object) =>
  atOnce(
    cert("ex:cert")
      .client({ scheme: "ex:cert" }, () => ({ ...credentials }))
      .authenticate(target),
  );

describe("cert", () => {
  it("hands certificate and key to the connection", () => {
    expect(authenticate({ cert: "c", key: "k" })).toStrictEqual({ certificate: { cert: "c", key: "k" } });
    expect(authenticate({ cert: "c", key: "k", passphrase: "p" })).toStrictEqual({
      certificate: { cert: "c", key: "k", passphrase: "p" },
    });
  });

  it.each([{ cert: "c" }, { key: "k" }, { cert: 7, key: "k" }, { cert: "c", key: "k", passphrase: 7 }])(
    "refuses the credentials %j",
    (credentials) => {
      expect(() => authenticate(credentials)).toThrow(CredentialsError);
    },
  );

  it("trusts the identity that the transport has proven, and no other", () => {
    const server = cert("ex:cert").server({ scheme: "ex:cert" }, "c", staticVerifier({}));
    expect(server.verify(presenting({ transportIdentity: "lamp" }))).toStrictEqual({ name: "lamp", scopes: [] });
    expect(server.verify(presenting({ user: { name: "lamp", password: "" } }))).toMatchObject({ challenges: [] });
  });
});
