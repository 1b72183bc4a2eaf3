import { describe, expect, it } from "vitest";
import type { FormRequest } from "../../src/client-binding.js";
import type { BindingManifest } from "../../src/manifest.js";
import { manifestRefusal } from "../../src/manifest-refusal.js";

const manifest: BindingManifest = {
  name: "bus",
  schemes: ["bus"],
  clientOperations: ["readproperty", "observeproperty", "unobserveproperty"],
  serverOperations: [],
  subprotocols: ["bus:fast"],
  carriers: ["headers"],
};

const refusalOf = (request: object) =>
  manifestRefusal({ operation: "readproperty", form: {}, ...request } as FormRequest, manifest, "Bus");

describe("the refusal by a manifest", () => {
  it("is none for what the manifest lists", () => {
    expect(refusalOf({})).toBeUndefined();
    expect(refusalOf({ form: { subprotocol: "bus:fast" }, authenticator: { carriers: ["headers"] } })).toBeUndefined();
  });

  it.each([
    [{ operation: "unobserveproperty" }, "unobserveproperty is carried out by stop() of the subscription"],
    [{ operation: "invokeaction" }, "Bus has no invokeaction here"],
    [{ form: { subprotocol: "longpoll" } }, "Bus has no subprotocol longpoll"],
    [{ authenticator: { carriers: ["headers", "psk"] } }, "Bus has no way to carry credentials as psk"],
  ])("says what speaks against %j", (request, refusal) => {
    expect(refusalOf(request)).toBe(refusal);
  });
});
