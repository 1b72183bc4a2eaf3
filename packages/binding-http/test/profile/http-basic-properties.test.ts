import { describe, expect, it } from "vitest";
import { serveThing } from "../support/served-thing.js";
import { wire } from "../support/wire.js";

const accepting = { headers: { accept: "application/json" } };

describe("properties of the HTTP Basic Profile, at the Thing", () => {
  it("http-basic-profile-protocol-binding-readproperty-6: answers 200 with the value as JSON", async () => {
    await using served = await serveThing();
    const values: unknown[] = [7, "text", true, null, { a: [1] }];
    for (const value of values) {
      served.thing.property("count").value = value;
      const answer = await wire(served.port, "GET", "/test-thing/properties/count", accepting);
      expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json"]);
      expect(answer.json()).toEqual(value);
    }
  });

  it("http-basic-profile-protocol-binding-writeproperty-6: answers 204 to a write that succeeded", async () => {
    await using served = await serveThing();
    const answer = await wire(served.port, "PUT", "/test-thing/properties/count", { body: 42 });
    expect([answer.status, answer.body, answer.headers["content-type"]]).toEqual([204, "", undefined]);
    expect(served.thing.property("count").value).toBe(42);
  });

  it("http-basic-profile-protocol-binding-readallproperties-5: answers 200 with all readable values by name", async () => {
    await using served = await serveThing();
    const answer = await wire(served.port, "GET", "/test-thing/properties", accepting);
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/json"]);
    const values = answer.json() as Record<string, unknown>;
    expect(Object.keys(values)).toEqual(served.thing.readableNames);
    expect(values).toMatchObject({ count: 0, name: "lamp", sealed: "as delivered" });
    expect(values).not.toHaveProperty("secretInput");
  });

  it("http-basic-profile-protocol-binding-writemultipleproperties-6: answers 204 and has written all", async () => {
    await using served = await serveThing();
    const answer = await wire(served.port, "PUT", "/test-thing/properties", { body: { count: 3, name: "torch" } });
    expect([answer.status, answer.body]).toEqual([204, ""]);
    expect([served.thing.property("count").value, served.thing.property("name").value]).toEqual([3, "torch"]);
  });
});
