import { describe, expect, it } from "vitest";
import { staticVerifier, verifiersByDefinition } from "../../../src/index.js";

const ada = { name: "ada", scopes: [] };
const knowing = (definition: string) =>
  staticVerifier({ [definition]: [{ credentials: { apiKey: "k" }, principal: ada }] });
const verifier = verifiersByDefinition({ a: knowing("a"), b: knowing("a") });

describe("verifiersByDefinition", () => {
  it("asks the verifier of the definition, and no other one", () => {
    expect(verifier.verify("a", { apiKey: "k" })).toEqual(ada);
    expect(verifier.verify("b", { apiKey: "k" })).toBeUndefined();
  });

  it.each(["c", "__proto__", "constructor"])("finds nobody for the definition %s", (name) => {
    expect(verifier.verify(name, { apiKey: "k" })).toBeUndefined();
  });

  it("verifies proofs where one of its verifiers does", () => {
    const passwords = staticVerifier({
      d: [{ credentials: { username: "ada", password: "pw" }, principal: ada }],
    });
    const proving = verifiersByDefinition({ d: passwords, o: { verify: () => undefined } });
    expect(proving.verifyProof?.("d", "ada", () => true)).toEqual(ada);
    expect(proving.verifyProof?.("o", "ada", () => true)).toBeUndefined();
    expect(verifiersByDefinition({ o: { verify: () => undefined } }).verifyProof).toBeUndefined();
  });
});
