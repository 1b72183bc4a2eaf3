import { describe, expect, it } from "vitest";
import { ExposedThings, type ListedThing } from "../../../src/exposed/exposed-things.js";
import { slugOf } from "../../../src/exposed/slug.js";

const thing = (id: string, slug: string) => ({ id, slug, title: slug }) as ListedThing;

describe("a slug", () => {
  it("is one safe segment, whatever the title", () => {
    const slugs = ["My Lamp", "Küchenlicht №1", "../..", "日本", "  ", "__proto__", "A".repeat(200)].map(slugOf);
    expect(slugs).toEqual(["my-lamp", "kuchenlicht-no1", "thing", "thing", "thing", "proto", "a".repeat(64)]);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9-]{1,64}$/);
  });

  it("does not end in a hyphen where it is cut", () => {
    expect(slugOf(`${"a".repeat(63)} lamp`)).toBe("a".repeat(63));
  });
});

describe("ExposedThings", () => {
  it("gives each Thing a slug of its own, also against titles that look like numbered ones", () => {
    const things = new ExposedThings();
    const slugs = ["Lamp", "Lamp 2", "Lamp", "Lamp", "lamp-2", "constructor", "constructor"].map((title) =>
      things.reserveSlug(title),
    );
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.slice(0, 4)).toEqual(["lamp", "lamp-2", "lamp-3", "lamp-4"]);
  });

  it("numbers ten thousand Things of one title without looking at all of them each time", () => {
    const things = new ExposedThings();
    const slugs = Array.from({ length: 10_000 }, () => things.reserveSlug("Lamp"));
    expect(new Set(slugs).size).toBe(10_000);
    expect(slugs.at(-1)).toBe("lamp-10000");
  });

  it("lists in the order of exposing and finds by id", () => {
    const things = new ExposedThings();
    const [one, two] = [thing("urn:1", "one"), thing("urn:2", "two")];
    for (const each of [one, two]) {
      things.claim(each);
      expect(things.get(each.id)).toBeUndefined();
      things.add(each);
    }
    expect([...things.all()]).toEqual([one, two]);
    expect(things.get("urn:2")).toBe(two);
    expect(things.get("__proto__")).toBeUndefined();
  });

  it("lets no second Thing have the id or the slug of another", () => {
    const things = new ExposedThings();
    const old = thing("urn:1", "lamp");
    things.claim(old);
    expect(() => things.claim(old)).not.toThrow();
    for (const young of [thing("urn:1", "other"), thing("urn:2", "lamp")]) {
      expect(() => things.claim(young)).toThrow(/same id or address/);
      things.delete(young);
    }
    things.add(old);
    expect([...things.all()]).toEqual([old]);
  });

  it("gives id and slug free with the Thing", () => {
    const things = new ExposedThings();
    const old = thing("urn:1", things.reserveSlug("Lamp"));
    things.claim(old);
    things.add(old);
    things.delete(old);
    expect([...things.all()]).toEqual([]);
    expect(things.reserveSlug("Lamp")).toBe("lamp");
    expect(() => things.claim(thing("urn:1", "lamp"))).not.toThrow();
  });
});
