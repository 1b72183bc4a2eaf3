import { describe, expect, it } from "vitest";
import { ExposedThings, type ListedThing } from "../../../src/exposed/exposed-things.js";
import { slugOf } from "../../../src/exposed/slug.js";

const listed = (id: string) => ({ id }) as ListedThing;

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

  it("lists in the order of exposing and finds by id", () => {
    const things = new ExposedThings();
    const [one, two] = [listed("urn:1"), listed("urn:2")];
    things.add(one);
    things.add(two);
    expect([...things.all()]).toEqual([one, two]);
    expect(things.get("urn:2")).toBe(two);
    expect(things.get("__proto__")).toBeUndefined();
  });

  it("does not delete a Thing for another with its id", () => {
    const things = new ExposedThings();
    const [old, young] = [listed("urn:1"), listed("urn:1")];
    things.add(old);
    things.add(young);
    things.delete(old);
    expect(things.get("urn:1")).toBe(young);
    things.delete(young);
    expect([...things.all()]).toEqual([]);
  });
});
