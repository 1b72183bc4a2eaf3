import { resolvePointer } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { toOpenApi } from "../../../src/index.js";
import { lamp, manySchemes, manyWays } from "../lamp.js";

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
        "x-wot-operation": "readproperty",
        "x-wot-affordance": "on",
      },
      put: {
        operationId: "writeproperty_on",
        requestBody: { required: true, content },
        responses: { "2XX": { description: "Success" } },
        security: [{ basic: [] }],
        "x-wot-operation": "writeproperty",
        "x-wot-affordance": "on",
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

  it("asks for a scheme that nobody knows where it cannot express the security", () => {
    expect(resolvePointer(document, "/paths/~1things~1pin/put/security")).toEqual([{ secret: [] }]);
    expect(resolvePointer(document, "/components/securitySchemes/secret")).toMatchObject({
      type: "http",
      scheme: "x-wot-psk",
      "x-wot-scheme": "psk",
    });
    expect(lost).toContain("/securityDefinitions/secret");
  });

  it("never looks open for a combination that cannot be written out", () => {
    const securityDefinitions = {
      ...lamp.securityDefinitions,
      ...manySchemes,
      ways: { scheme: "combo" as const, oneOf: manyWays },
    };
    const { document, losses } = toOpenApi({ ...lamp, security: "ways", securityDefinitions });
    expect(resolvePointer(document, "/paths/~1things~1on/get/security")).toEqual([{ "x.unsaid": [] }]);
    expect(document.security).toEqual([{ "x.unsaid": [] }]);
    expect(document).toHaveProperty(["components", "securitySchemes", "x.unsaid", "x-wot-scheme"], "combo");
    expect(losses.map(({ pointer }) => pointer)).toContain("/properties/on/forms/0");
  });

  it.each([
    "https://user:geheim@lamp.example/plain",
    "https://lamp.example/plain?X-Key=geheim",
    "https://lamp.example/plain?unit=a&access_token=geheim{&zone}",
  ])("leaves the credential of %s out", (href) => {
    const { document, losses } = toOpenApi({ ...lamp, properties: { on: { type: "boolean", forms: [{ href }] } } });
    expect(JSON.stringify({ document, losses })).not.toContain("geheim");
    expect(Object.keys(document.paths as object)).toContain("/plain");
    expect(losses).toContainEqual(
      expect.objectContaining({ pointer: "/properties/on/forms/0", message: expect.stringContaining("not published") }),
    );
  });

  it("leaves a credential in base, header field, support and token URL out", () => {
    const login = { scheme: "oauth2" as const, flow: "client", token: "https://u:geheim@id.example/t" };
    const headers = [{ "htv:fieldName": "X-Key", "htv:fieldValue": "geheim" }];
    const { document, losses } = toOpenApi({
      ...lamp,
      base: "https://u:geheim@lamp.example/",
      support: "https://u:geheim@help.example/",
      securityDefinitions: { ...lamp.securityDefinitions, login },
      properties: { on: { type: "boolean", forms: [{ href: "on", "htv:headers": headers }] } },
    });
    expect(JSON.stringify({ document, losses })).not.toContain("geheim");
    expect(losses.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        "/support",
        "/securityDefinitions/login/token",
        "/properties/on/forms/0",
        "/properties/on/forms/0/htv:headers/0",
      ]),
    );
  });

  it("reports terms of a response, of nosec and of a version that OpenAPI lacks", () => {
    const response = { contentType: "text/plain", "htv:headers": [] };
    const { losses } = toOpenApi({
      ...lamp,
      version: { instance: "1", "x:y": 1 },
      securityDefinitions: { ...lamp.securityDefinitions, none: { scheme: "nosec", description: "open" } },
      properties: { on: { type: "boolean", forms: [{ href: "on", response }] } },
    });
    expect(losses.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        "/version/x:y",
        "/securityDefinitions/none/description",
        "/properties/on/forms/0/response/htv:headers",
      ]),
    );
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
