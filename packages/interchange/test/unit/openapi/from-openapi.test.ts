import { type ThingDescription, validateThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { fromOpenApi, toOpenApi } from "../../../src/index.js";
import { lamp } from "../lamp.js";
import { petshop } from "./petshop.js";

const { document: shop, losses } = fromOpenApi(petshop);
const lost = losses.map(({ pointer }) => pointer);
const minimal = { openapi: "3.1.0", info: { title: "A", version: "1" } };

describe("the Thing of an OpenAPI document", () => {
  it("is a valid Thing Description with title, version, contact and base", () => {
    expect(validateThingDescription(shop)).toEqual([]);
    expect(shop).toMatchObject({
      title: "Pet shop",
      version: { instance: "2" },
      support: "mailto:shop@pets.example",
      base: "https://eu.pets.example/v1/",
    });
  });

  it("has a property for GET that PUT of the same data writes, and actions for all else", () => {
    expect(Object.keys(shop.properties!)).toEqual(["pets", "petsByPetId"]);
    expect(shop.properties!.petsByPetId!.forms.map(({ op }) => op)).toEqual(["readproperty", "writeproperty"]);
    expect(Object.keys(shop.actions!)).toEqual(["createPet", "deletePet"]);
    expect(shop.actions!.deletePet).toMatchObject({ idempotent: true, forms: [{ "htv:methodName": "DELETE" }] });
  });

  it("has an event for a stream of events", () => {
    expect(shop.events!.news!.forms[0]).toMatchObject({ href: "news", op: "subscribeevent", subprotocol: "sse" });
  });

  it("has parameters as URI variables and in the URI Template", () => {
    const { uriVariables, forms } = shop.properties!.pets!;
    expect(forms[0]!.href).toBe("pets?tag-name={tag_name}{&limit}");
    expect(uriVariables).toEqual({
      limit: { maximum: 100, oneOf: [{ type: "integer" }, { type: "null" }] },
      tag_name: { type: "string" },
    });
    expect(shop.properties!.petsByPetId!.uriVariables).toEqual({ petId: { type: "string" } });
  });

  it("has references and allOf written out, and a schema within itself as any value", () => {
    expect(shop.actions!.createPet!.input).toEqual({
      type: "object",
      required: ["name", "id"],
      properties: {
        name: { type: "string" },
        id: { type: "integer", exclusiveMinimum: 0 },
        parent: {},
        kind: { oneOf: [{ type: "string", enum: ["cat", "dog"] }, { type: "integer" }] },
      },
    });
    expect(lost).toContain("/components/schemas/Pet");
  });

  it("has a scheme for each flow, a combo for alternatives, and auto for what it cannot say", () => {
    const { any, login, login_2, odd, missing } = shop.securityDefinitions as Record<string, unknown>;
    expect(shop.security).toBe("any");
    expect(any).toEqual({ scheme: "combo", oneOf: ["key", "login", "login_2"] });
    expect([login, login_2]).toMatchObject([{ flow: "code" }, { flow: "client" }]);
    expect([odd, missing]).toEqual([{ scheme: "auto" }, { scheme: "auto" }]);
    expect(shop.properties!.petsByPetId!.forms[1]).toMatchObject({ security: "nosec" });
    expect(lost).toContain("/components/securitySchemes/odd");
  });

  it("has further responses by name and status", () => {
    const [form] = fromOpenApi({
      ...minimal,
      paths: { "/a": { get: { responses: { 404: { content: { "text/plain": { schema: { type: "string" } } } } } } } },
    }).document.properties!.a!.forms;
    expect(form!.additionalResponses).toEqual([
      { success: false, contentType: "text/plain", schema: "get_a_404", "htv:statusCodeValue": 404 },
    ]);
  });

  it("has no URI variable that is a list or an object, and limits of integers that are integers", () => {
    const parameters = [{ name: "tags", in: "query", schema: { type: "array", items: { type: "string" } } }];
    const schema = { type: "integer", minimum: 0.5, maximum: 9.5, multipleOf: 0.5 };
    const get = { parameters, responses: { 200: { content: { "application/json": { schema } } } } };
    const { document, losses } = fromOpenApi({ ...minimal, paths: { "/a": { get } } });
    expect(document.properties!.a).toEqual({
      type: "integer",
      minimum: 1,
      maximum: 9,
      uriVariables: { tags: { type: "string" } },
      forms: [{ href: "/a{?tags*}", op: "readproperty" }],
    });
    expect(losses.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        "/paths/~1a/get/parameters/0",
        "/paths/~1a/get/responses/200/content/application~1json/schema/multipleOf",
      ]),
    );
  });

  it("shows no password, and lists what is left out", () => {
    expect(JSON.stringify({ shop, losses })).not.toContain("geheim");
    expect(lost).toEqual(
      expect.arrayContaining([
        "/tags",
        "/servers/0",
        "/servers/1",
        "/paths/~1pets/get/parameters/2",
        "/paths/~1pets/post/requestBody/content/text~1xml",
        "/components/schemas/Named/additionalProperties",
      ]),
    );
  });

  it("refuses references to other documents", () => {
    expect(losses).toContainEqual({ pointer: "/paths/~1far", message: "a reference to another document is refused" });
  });

  it("is open only where the document says so or says nothing, which is a loss", () => {
    const { document, losses } = fromOpenApi({ ...minimal, paths: { "/a": { get: {} } } });
    expect(document.security).toBe("nosec");
    expect(losses).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("nothing about security") }),
    );
  });

  it("keeps the address of a relative server in each Form", () => {
    const { document } = fromOpenApi({ ...minimal, servers: [{ url: "/v1/" }], paths: { "/a": { get: {} } } });
    expect(document).not.toHaveProperty("base");
    expect(document.properties!.a!.forms[0]!.href).toBe("/v1/a");
  });
});

describe("a Thing that becomes an OpenAPI document and a Thing again", () => {
  const again = fromOpenApi(toOpenApi(lamp).document).document;
  const facesOf = (thing: ThingDescription) =>
    (["properties", "actions", "events"] as const).map((term) =>
      Object.entries(thing[term] ?? {}).map(([name, { forms, ...members }]) => [name, members]),
    );

  it("keeps the names and the schemas of its affordances", () => {
    const { "level/%": level, ...others } = lamp.properties!;
    const { unit: _, ...rest } = level as { readonly unit?: string } & typeof level;
    const { data: __, ...hot } = lamp.events!.hot!;
    const said = { ...lamp, properties: { ...others, "level/%": rest }, events: { hot } } as ThingDescription;
    const byName = (faces: ReturnType<typeof facesOf>) => faces.map((each) => Object.fromEntries(each));
    expect(byName(facesOf(again))).toEqual(byName(facesOf(said)));
  });

  it("keeps its operations, addresses and security", () => {
    expect(again.properties!.on!.forms).toEqual([{ href: "things/on", op: ["readproperty", "writeproperty"] }]);
    expect(again.base).toBe("https://lamp.example/");
    expect(again.security).toBe("basic");
    expect(again.properties!["level/%"]!.forms).toEqual([
      { href: "things/level/{zone}{?unit}", security: "nosec", op: "readproperty" },
    ]);
    expect(again.securityDefinitions.secret).toMatchObject({ scheme: "psk" });
  });
});
