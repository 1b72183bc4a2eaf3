import { describe, expect, it } from "vitest";
import { memoryCredentials } from "../../../src/index.js";
import { thingWith } from "../../fixtures.js";

const lamp = thingWith({}, "urn:dev:lamp");
const nameless = thingWith({});

describe("memoryCredentials", () => {
  it("prefers the entry of the Thing to that of any Thing", () => {
    const store = memoryCredentials({
      "urn:dev:lamp": { a: { token: "own" } },
      "*": { a: { token: "any" }, b: { token: "b" } },
    });
    expect(store.get(lamp, "a")).toStrictEqual({ token: "own" });
    expect(store.get(lamp, "b")).toStrictEqual({ token: "b" });
    expect(store.get(nameless, "a")).toStrictEqual({ token: "any" });
    expect(store.get(lamp, "constructor")).toBeUndefined();
  });

  it("can be changed while it runs", () => {
    const store = memoryCredentials();
    store.set("urn:dev:lamp", "a", { token: "1" });
    store.set("urn:dev:lamp", "a", { token: "2" });
    expect(store.get(lamp, "a")).toStrictEqual({ token: "2" });
    store.delete("urn:dev:lamp", "a");
    store.delete("urn:dev:unknown", "a");
    expect(store.get(lamp, "a")).toBeUndefined();
  });

  it("keeps its own copy of what it was given", () => {
    const credentials = { token: "1" };
    const store = memoryCredentials({ "*": { a: credentials } });
    credentials.token = "2";
    expect(store.get(lamp, "a")).toStrictEqual({ token: "1" });
  });
});
