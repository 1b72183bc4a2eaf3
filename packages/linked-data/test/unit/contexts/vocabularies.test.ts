import { describe, expect, it } from "vitest";
import { checkLinkedData, expand, toRdf, vocabularies, vocabularyContext } from "../../../src/index.js";

const td = "https://www.w3.org/2022/wot/td/v1.1";

describe("the vocabularies", () => {
  it.each([...vocabularies])(
    "say that %s stands for %s, everywhere in a Thing Description",
    async (prefix, namespace) => {
      const name = `${prefix}:Name`;
      const annotated = { "@type": name, [name]: { "@id": name } };
      const thing = {
        "@context": [td, vocabularyContext(prefix)],
        ...annotated,
        properties: { a: { ...annotated, unit: name, forms: [{ href: "/a", ...annotated }] } },
        actions: { b: { ...annotated, input: annotated, uriVariables: { c: annotated }, forms: [] } },
        securityDefinitions: { d: { scheme: "nosec", ...annotated } },
        links: [{ href: "/e", ...annotated }],
      };
      expect(await checkLinkedData(thing)).toEqual([]);
      const text = JSON.stringify(await expand(thing));
      expect(text).not.toContain(`"${name}"`);
      expect(text.split(`"${namespace}Name"`)).toHaveLength(1 + 8 * 3 + 1);
    },
  );

  it("are put into a context by name", async () => {
    const context = vocabularyContext("qudtUnit", "saref");
    expect(context).toEqual({ qudtUnit: "http://qudt.org/vocab/unit/", saref: "https://saref.etsi.org/core/" });
    const thing = { "@context": [td, context], properties: { t: { unit: "qudtUnit:DEG_C" } } };
    expect(await toRdf(thing)).toContain("<http://schema.org/unitCode> <http://qudt.org/vocab/unit/DEG_C>");
    expect(() => vocabularyContext("constructor")).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
