import { resolvePointer } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { toOpenApi } from "../../../src/index.js";
import { lamp } from "../lamp.js";

const { document, losses } = toOpenApi(lamp);
const lost = losses.map(({ pointer }) => pointer);

describe("the OpenAPI document of a Thing", () => {
  it("has the server and a path for each http Form", () => {
    expect(document).toMatchObject({
      openapi: "3.1.0",
      info: { title: "Lamp", version: "1.2.0" },
      servers: [{ url: "https://lamp.example" }],
    });
    expect(Object.keys(document.paths as object)).toEqual([
      "/things/on",
      "/things/level/{zone}",
      "/things/pin",
      "/things/fade",
      "/things/hot",
    ]);
  });

  it("reads and writes a property", () => {
    const content = { "application/json": { schema: { type: "boolean" } } };
    expect(resolvePointer(document, "/paths/~1things~1on")).toEqual({
      get: {
        operationId: "readproperty_on",
        responses: { "2XX": { description: "Success", content } },
        security: [{ basic: [] }],
      },
      put: {
        operationId: "writeproperty_on",
        requestBody: { required: true, content },
        responses: { "2XX": { description: "Success" } },
        security: [{ basic: [] }],
      },
    });
  });

  it("makes URI variables parameters, and nosec a requirement without schemes", () => {
    expect(resolvePointer(document, "/paths/~1things~1level~1{zone}/get")).toMatchObject({
      parameters: [
        { name: "zone", in: "path", required: true, schema: { type: "string" } },
        { name: "unit", in: "query", schema: { type: "string", enum: ["a", "b"] } },
      ],
      security: [{}],
    });
  });

  it("writes a combo out to alternatives, with scopes where they mean something", () => {
    expect(resolvePointer(document, "/paths/~1things~1fade/post/security")).toEqual([{ key: [] }, { login: ["fade"] }]);
  });

  it("describes additional responses", () => {
    expect(resolvePointer(document, "/paths/~1things~1fade/post/responses/default/content")).toEqual({
      "application/problem+json": { schema: { type: "object", properties: { detail: { type: "string" } } } },
    });
  });

  it("never calls a Form free of security whose security it cannot express", () => {
    expect(resolvePointer(document, "/paths/~1things~1pin/put")).not.toHaveProperty("security");
    expect(lost).toEqual(expect.arrayContaining(["/securityDefinitions/secret", "/properties/pin/forms/0"]));
  });

  it("lists Forms of other protocols and data of event streams as lost", () => {
    expect(lost).toEqual(expect.arrayContaining(["/properties/on/forms/1", "/events/hot/forms/0", "/id"]));
  });

  it("keeps the first of two Forms with the same method and path, and lists the second", () => {
    const form = { href: "on", op: "invokeaction" as const, "htv:methodName": "GET" };
    const clash = toOpenApi({ ...lamp, actions: { blink: { forms: [form] } } });
    expect(resolvePointer(clash.document, "/paths/~1things~1on/get/operationId")).toBe("readproperty_on");
    expect(clash.losses.map(({ pointer }) => pointer)).toContain("/actions/blink/forms/0");
  });
});
