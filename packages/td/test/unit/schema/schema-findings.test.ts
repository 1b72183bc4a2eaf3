import { describe, expect, it } from "vitest";
import { validateThingDescription } from "../../../src/index.js";
import { lamp, lampWith } from "../lamp.js";

const context = "https://www.w3.org/2022/wot/td/v1.1";
const messagesOf = (members: Readonly<Record<string, unknown>>) =>
  validateThingDescription(lampWith(members)).map(({ message }) => message);

describe("a schema finding", () => {
  it("is absent for a valid document", () => {
    expect(validateThingDescription(lamp)).toEqual([]);
  });

  it("names the place and the missing member", () => {
    const properties = { on: { forms: [{ contentType: "text/plain" }] } };
    expect(validateThingDescription(lampWith({ properties }))).toEqual([
      {
        level: "error",
        code: "WOT_TD_INVALID",
        pointer: "/properties/on/forms/0",
        message: '/properties/on/forms/0 needs a member "href"',
      },
    ]);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ title: 1 }, ["/title must be a string"]],
    [{ security: 5 }, ["/security must be a string or an array"]],
    [{ security: [] }, ["/security must have at least 1 item"]],
    [{ security: ["basic", 1] }, ["/security/1 must be a string"]],
    [{ id: "no uri" }, ['/id must have the format "uri"']],
    [{ created: "yesterday" }, ['/created must have the format "date-time"']],
    [{ version: {} }, ['/version needs a member "instance"']],
    [{ "@type": 1 }, ["/@type must be a string or an array"]],
    [{ "@type": "tm:ThingModel" }, ['/@type must not be "tm:ThingModel": a Thing Model is no Thing Description']],
    [
      { "@type": ["a", "tm:ThingModel"] },
      ['/@type/1 must not be "tm:ThingModel": a Thing Model is no Thing Description'],
    ],
    [{ securityDefinitions: {} }, ["/securityDefinitions must have at least 1 member"]],
    [{ properties: { x: { forms: [] } } }, ["/properties/x/forms must have at least 1 item"]],
    [{ properties: { x: {} } }, ['/properties/x needs a member "forms"']],
    [{ forms: [{ href: "x" }] }, ['/forms/0 needs a member "op"']],
  ])("says what is wrong in %j", (members, messages) => {
    expect(messagesOf(members)).toEqual(messages);
  });

  it.each<[unknown, string[]]>([
    ["invokeaction", ['must be "readproperty", "writeproperty", "observeproperty" or "unobserveproperty"']],
    [["readproperty", "x"], ['/1 must be "readproperty", "writeproperty", "observeproperty" or "unobserveproperty"']],
    [[], ["must have at least 1 item"]],
    [1, ["must be a string or an array"]],
  ])("reports one line for the op %j", (op, phrases) => {
    const place = "/properties/on/forms/0/op";
    const messages = messagesOf({ properties: { on: { forms: [{ href: "x", op }] } } });
    expect(messages).toEqual(phrases.map((phrase) => (phrase.startsWith("/") ? place + phrase : `${place} ${phrase}`)));
  });

  it.each<[unknown, string[]]>([
    ["basic", ["/securityDefinitions/x must be an object"]],
    [{}, ['/securityDefinitions/x needs a member "scheme"']],
    [{ scheme: 1 }, ["/securityDefinitions/x/scheme must be a string"]],
    [
      { scheme: "kerberos" },
      [
        "/securityDefinitions/x/scheme must be one of nosec, auto, combo, basic, digest, apikey, bearer, psk, oauth2, " +
          'or have a prefix, as in "ace:ACESecurityScheme"',
      ],
    ],
    [{ scheme: "ace:ACESecurityScheme" }, []],
    [{ scheme: "ace:X", proxy: 1 }, ["/securityDefinitions/x/proxy must be a string"]],
    [
      { scheme: "basic", in: "uri" },
      ['/securityDefinitions/x/in must be "header", "query", "body", "cookie" or "auto"'],
    ],
    [{ scheme: "digest", qop: "none" }, ['/securityDefinitions/x/qop must be "auth" or "auth-int"']],
    [{ scheme: "combo" }, ['/securityDefinitions/x needs either "oneOf" or "allOf"']],
    [
      { scheme: "combo", oneOf: ["a", "b"], allOf: ["a", "b"] },
      ['/securityDefinitions/x needs either "oneOf" or "allOf", not both'],
    ],
    [{ scheme: "auto", name: "x" }, ["/securityDefinitions/x is what it must not be"]],
    [{ scheme: "oauth2", scopes: 1 }, ["/securityDefinitions/x/scopes must be an array or a string"]],
  ])("looks at a security scheme by its name: %j", (scheme, messages) => {
    expect(messagesOf({ securityDefinitions: { ...lamp.securityDefinitions, x: scheme } })).toEqual(messages);
  });

  it("reports a combo that is too short once", () => {
    const messages = messagesOf({
      securityDefinitions: { ...lamp.securityDefinitions, x: { scheme: "combo", oneOf: ["a"] } },
    });
    expect(messages).toContain("/securityDefinitions/x/oneOf must have at least 2 items");
  });

  it.each<[unknown, string[]]>([
    [{ href: "x", rel: "icon", sizes: "16x16" }, []],
    [{ rel: "item" }, ['/links/0 needs a member "href"']],
    [{ href: "x", sizes: "16x16" }, ['/links/0/sizes must not be there unless "rel" is "icon"']],
    [{ href: "x", rel: "icon", sizes: "big" }, ['/links/0/sizes must match the pattern "[0-9]*x[0-9]+"']],
    [{ href: "x", rel: "tm:extends" }, ['/links/0/rel must not be "tm:extends": only a Thing Model extends']],
    [1, ["/links/0 must be an object"]],
  ])("looks at a link by its relation: %j", (link, messages) => {
    expect(messagesOf({ links: [link] })).toEqual(messages);
  });

  it.each([
    ["https://example.org/"],
    [["https://example.org/", context]],
    [[context, 1]],
    [[context, "https://www.w3.org/2019/wot/td/v1"]],
    [[context, { x: { "@id": "y" } }]],
  ])("reports one line for the context %j", (value) => {
    const messages = messagesOf({ "@context": value });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /^\/@context must be "https:\/\/www.w3.org\/2022\/wot\/td\/v1.1", or an array that starts/,
    );
  });

  it.each([
    [context],
    ["https://www.w3.org/2019/wot/td/v1"],
    [["https://www.w3.org/2019/wot/td/v1", context, { x: "https://x.example/" }]],
    [[context, "https://x.example/", { "@language": "en" }]],
  ])("is absent for the context %j", (value) => {
    expect(messagesOf({ "@context": value })).toEqual([]);
  });

  it.each<[unknown, string[]]>([
    [{ type: "int" }, ['/type must be "boolean", "integer", "number", "string", "object", "array" or "null"']],
    [{ items: 1 }, ["/items must be an object or an array"]],
    [{ items: { type: 1 } }, ["/items/type must be a string"]],
    [{ items: [{}, { minimum: "0" }] }, ["/items/1/minimum must be a number"]],
    [
      { properties: { a: { items: { oneOf: [{ maxLength: -1 }] } } } },
      ["/properties/a/items/oneOf/0/maxLength must be at least 0"],
    ],
    [{ enum: [1, 1] }, ["/enum must not have the same item twice"]],
    [
      {
        enum: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      ["/enum must not have the same item twice"],
    ],
    [{ multipleOf: 0 }, ["/multipleOf must be more than 0"]],
  ])("goes to the bottom of a data schema: %j", (schema, phrases) => {
    const place = "/actions/a/input";
    const messages = messagesOf({ actions: { a: { input: schema, forms: [{ href: "x" }] } } });
    expect(messages.filter((message) => !/type must be "/.test(message) || phrases[0]!.startsWith("/type"))).toEqual(
      phrases.map((phrase) => place + phrase),
    );
  });

  it("lists all that is wrong in a small document and the first in a large one", () => {
    const broken = { x: { forms: [{}] }, y: { forms: [{}] } };
    expect(messagesOf({ properties: broken })).toHaveLength(2);
    expect(messagesOf({ properties: broken, description: "long ".repeat(20_000) })).toHaveLength(1);
  });

  it("takes no inherited member for a required one", () => {
    const doc = Object.assign(Object.create(null) as object, { ...lamp }, { properties: { x: { forms: [{}] } } });
    expect(validateThingDescription(doc)).toHaveLength(1);
  });
});
