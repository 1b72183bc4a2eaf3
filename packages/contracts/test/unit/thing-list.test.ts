import { CredentialsError } from "@thingwright/errors";
import { array, assert, property, string, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { descriptionArray, descriptionsById, type HostedDescription, type HostedThing } from "../../src/index.js";

const describing = (text: string): HostedDescription => ({
  etag: text,
  content: { contentType: "application/td+json", body: new TextEncoder().encode(text) },
});
const thing = (id: string): HostedThing => ({ id, description: () => describing(id) }) as unknown as HostedThing;
const etags = (ids: readonly string[]) =>
  (descriptionsById(ids.map(thing), {}) as readonly HostedDescription[]).map(({ etag }) => etag);

describe("descriptionsById", () => {
  it("is in the order of the bytes of UTF-8, beyond U+FFFF too", () => {
    expect(etags(["urn:b", "urn:a", "urn:ab", "urn:\u{10000}", "urn:\uffee"])).toEqual([
      "urn:a",
      "urn:ab",
      "urn:b",
      "urn:\uffee",
      "urn:\u{10000}",
    ]);
    assert(
      property(uniqueArray(string({ unit: "binary", maxLength: 4 })), (ids) => {
        const sorted = ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(etags(ids)).toEqual(sorted);
      }),
    );
  });
});

const hidden = (id: string, later: boolean): HostedThing => {
  const refusal = new CredentialsError("WOT_CREDENTIALS_MISSING", id);
  const description = () => {
    if (later) return Promise.reject(refusal);
    throw refusal;
  };
  return { id, description } as unknown as HostedThing;
};

describe("the descriptions that somebody may see", () => {
  it.each([false, true])("leave out those that are refused (later: %s)", async (later) => {
    const seen = await descriptionsById([hidden("urn:a", later), thing("urn:b")], {});
    expect(seen.map(({ etag }) => etag)).toEqual(["urn:b"]);
  });

  it("are refused as the first is when there is none", async () => {
    const look = async () => descriptionsById([hidden("urn:b", false), hidden("urn:a", true)], {});
    await expect(look()).rejects.toThrow("urn:a");
    expect(descriptionsById([], {})).toEqual([]);
  });

  it("fail when a description fails otherwise", () => {
    const broken = { id: "x", description: () => JSON.parse("?") } as unknown as HostedThing;
    expect(() => descriptionsById([broken], {})).toThrow(SyntaxError);
  });
});

describe("descriptionArray", () => {
  it("is a JSON array of the descriptions as they are", () => {
    assert(
      property(array(string({ unit: "binary" }), { maxLength: 5 }), (titles) => {
        const bodies = descriptionArray(titles.map((title) => describing(JSON.stringify({ title }))));
        expect(JSON.parse(new TextDecoder().decode(bodies))).toEqual(titles.map((title) => ({ title })));
      }),
    );
  });
});
