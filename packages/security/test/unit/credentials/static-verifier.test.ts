import { describe, expect, it } from "vitest";
import { staticVerifier } from "../../../src/index.js";

const ada = { name: "ada", scopes: [] };
const bob = { name: "bob", scopes: [] };
const verifier = staticVerifier({
  basic_sc: [
    { credentials: { username: "ada", password: "a" }, principal: ada },
    { credentials: { username: "bob", password: "b" }, principal: bob },
  ],
  empty_sc: [
    { credentials: {}, principal: ada },
    { credentials: { token: "" }, principal: ada },
  ],
});

describe("staticVerifier", () => {
  it("finds whom the credentials prove", () => {
    expect(verifier.verify("basic_sc", { username: "bob", password: "b" })).toBe(bob);
  });

  it.each([
    ["another's password", "basic_sc", { username: "ada", password: "b" }],
    ["a missing member", "basic_sc", { username: "ada" }],
    ["a member that is no text", "basic_sc", { username: "ada", password: ["a"] }],
    ["another definition", "other_sc", { username: "ada", password: "a" }],
    ["a name of the prototype", "constructor", {}],
    ["nothing, where nothing is expected", "empty_sc", {}],
    ["an empty secret, where one is expected", "empty_sc", { token: "" }],
  ])("finds nobody for %s", (_, definition, credentials) => {
    expect(verifier.verify(definition, credentials)).toBeUndefined();
  });
});
