import { describe, expect, it } from "vitest";
import { chooseEndpoint } from "../../../src/stack/endpoint-choice.js";
import type { NodeOpcuaEndpoint } from "../../../src/stack/node-opcua.js";
import type { UaEndpoint } from "../../../src/stack/ua-session.js";

const base = "http://opcfoundation.org/UA/SecurityPolicy#";

const endpoint = (
  mode: number,
  policy: string,
  tokens: readonly (readonly [type: number, policy?: string])[] = [[0]],
  serverCertificate: Buffer | null = Buffer.of(1),
): NodeOpcuaEndpoint => ({
  endpointUrl: "opc.tcp://h:4840",
  securityMode: mode,
  securityPolicyUri: base + policy,
  securityLevel: 0,
  serverCertificate,
  userIdentityTokens: tokens.map(([tokenType, name]) => ({
    tokenType,
    ...(name !== undefined && { securityPolicyUri: base + name }),
  })),
  server: { applicationUri: "urn:s", applicationName: { text: "S" } },
});

const wanted = (mode: UaEndpoint["mode"], more: Partial<UaEndpoint> = {}): UaEndpoint => ({
  url: "opc.tcp://h:4840",
  mode,
  identity: {},
  ...more,
});

const anna = { user: { name: "anna", password: "secret" } };

describe("the endpoint of a server", () => {
  const all = [
    endpoint(1, "None"),
    endpoint(2, "Basic256Sha256"),
    endpoint(3, "Basic256Sha256"),
    endpoint(3, "Aes256_Sha256_RsaPss"),
    endpoint(3, "Basic128Rsa15"),
  ];

  it("is the best of those that sign", () => {
    expect(chooseEndpoint(all, wanted("secure"))).toBe(all[3]);
    expect(chooseEndpoint(all.slice(0, 2), wanted("secure"))).toBe(all[1]);
  });

  it("is one with the mode and the policy that are asked for, be it an old one", () => {
    expect(chooseEndpoint(all, wanted("Sign"))).toBe(all[1]);
    expect(chooseEndpoint(all, wanted("SignAndEncrypt", { policy: "Basic256Sha256" }))).toBe(all[2]);
    expect(chooseEndpoint(all, wanted("SignAndEncrypt", { policy: "Basic128Rsa15" }))).toBe(all[4]);
  });

  it("has no security only where that is named", () => {
    expect(chooseEndpoint(all, wanted("None"))).toBe(all[0]);
    expect(() => chooseEndpoint([all[0]!], wanted("secure"))).toThrow(
      /no endpoint with Sign or SignAndEncrypt, but None None/,
    );
    expect(() => chooseEndpoint([all[4]!], wanted("secure"))).toThrow(/but SignAndEncrypt Basic128Rsa15/);
    expect(() => chooseEndpoint([], wanted("None"))).toThrow(/but none at all/);
  });

  it("takes no password that would go unencrypted", () => {
    const open = endpoint(1, "None", [[1, "None"]]);
    const signed = endpoint(2, "Basic256Sha256", [[1, "None"]]);
    expect(() => chooseEndpoint([open], wanted("None", { identity: anna }))).toThrow(
      /unencrypted on this endpoint: none is sent/,
    );
    expect(() => chooseEndpoint([signed], wanted("Sign", { identity: anna }))).toThrow(/unencrypted/);
    const encrypting = endpoint(1, "None", [[1, "Basic256Sha256"]]);
    expect(chooseEndpoint([encrypting], wanted("None", { identity: anna }))).toBe(encrypting);
    const keyless = endpoint(1, "None", [[1, "Basic256Sha256"]], null);
    expect(() => chooseEndpoint([keyless], wanted("None", { identity: anna }))).toThrow(/unencrypted/);
  });

  it("takes whom it has a token for", () => {
    expect(() => chooseEndpoint(all, wanted("secure", { identity: anna }))).toThrow(
      /takes anonymous on this endpoint, and not a user name/,
    );
  });
});
