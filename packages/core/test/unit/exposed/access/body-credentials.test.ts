import type { ServerAuthenticator } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { bodyMember, withoutCredentials } from "../../../../src/exposed/access/body-credentials.js";

const bodyOf = (value: unknown, contentType = "application/json") => ({
  content: { contentType, body: new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)) },
});
const looking = (...bodyMembers: string[]): ServerAuthenticator => ({
  verify: () => ({ name: "ada", scopes: [] }),
  bodyMembers,
});
const left = (value: unknown, pointers: string[], schema: DataSchema | undefined = {}) =>
  new TextDecoder().decode(withoutCredentials(bodyOf(value), looking(...pointers), schema).body);

describe("credentials in a body", () => {
  it.each([
    ["/key", { key: "k" }, "k"],
    ["/auth/~0~1", { auth: { "~/": "k" } }, "k"],
    ["/list/0", { list: ["a", "k"] }, "a"],
    ["/list/-", { list: ["a", "k"] }, "k"],
    ["/key", { key: 1 }, undefined],
    ["/__proto__", {}, undefined],
    ["/key", "{", undefined],
    ["/key", "true", undefined],
  ])("are the text at %s of %j: %j", (pointer, body, text) => {
    expect(bodyMember(bodyOf(body), pointer)).toBe(text);
  });

  it("are in bodies of JSON alone, by whatever name", () => {
    expect(bodyMember(bodyOf({ key: "k" }, "application/senml+json; charset=utf-8"), "/key")).toBe("k");
    expect(bodyMember(bodyOf({ key: "k" }, "application/cbor"), "/key")).toBeUndefined();
    expect(bodyMember({}, "/key")).toBeUndefined();
  });

  it.each([
    [{ key: "k", on: true }, ["/key"], '{"on":true}'],
    [{ auth: { key: "k", a: 1 }, on: 1 }, ["/auth/key"], '{"auth":{"a":1},"on":1}'],
    [{ list: ["a", "k"] }, ["/list/-"], '{"list":["a"]}'],
    [{ a: "k", b: "l", c: 1 }, ["/a", "/b"], '{"c":1}'],
    [{ on: true }, ["/key"], '{"on":true}'],
    [{ list: ["a", "b", "k"] }, ["/list/-", "/list/-"], '{"list":["a","b"]}'],
    [[1], ["/key"], "[1]"],
  ])("are no part of the value: %j without %j", (body, pointers, expected) => {
    expect(left(body, pointers)).toBe(expected);
  });

  it("stay where the input declares them to be part of it", () => {
    const schema: DataSchema = { type: "object", properties: { key: { type: "string" } } };
    expect(left({ key: "k" }, ["/key"], schema)).toBe('{"key":"k"}');
  });

  it("leave nothing where there is no input", () => {
    const content = withoutCredentials(bodyOf({ key: "k" }), looking("/key"), undefined);
    expect(content.body).toHaveLength(0);
  });

  it("leave the body alone where nobody looks into it", () => {
    const request = bodyOf({ key: "k" });
    expect(withoutCredentials(request, undefined, undefined)).toBe(request.content);
    expect(withoutCredentials(request, looking(), undefined)).toBe(request.content);
  });

  it("end nothing, however deep the body is", () => {
    const deep = `{"key":"k","a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect(bodyMember(bodyOf(deep), "/key")).toBe("k");
    expect(() => left(deep, ["/key"])).toThrow(DataSchemaError);
  });
});
