import { describe, expect, it } from "vitest";
import { maxShelvedBytes, PayloadShelf } from "../../../src/connection/payload-shelf.js";

const bytes = (text: string) => Buffer.from(text);
const textOf = (shelf: PayloadShelf, place: number) => Buffer.from(shelf.get(place)).toString();

describe("A shelf of payloads", () => {
  it("keeps one in each place, from none to the longest that it takes", () => {
    const shelf = new PayloadShelf();
    const payloads = Array.from({ length: maxShelvedBytes + 1 }, (_, length) => "x".repeat(length));
    const places = payloads.map((payload) => {
      const place = shelf.take();
      shelf.put(place, bytes(payload));
      return place;
    });
    expect(places.map((place) => textOf(shelf, place))).toEqual(payloads);
    expect(shelf.size).toBe(payloads.length);
  });

  it("knows what a place holds, bytes that are no text included", () => {
    const shelf = new PayloadShelf();
    const [place, other] = [shelf.take(), shelf.take()];
    shelf.put(place, Uint8Array.of(0, 255, 128));
    shelf.put(other, bytes("longer than before"));
    expect(shelf.holds(place, Uint8Array.of(0, 255, 128))).toBe(true);
    expect(shelf.holds(place, Uint8Array.of(0, 255))).toBe(false);
    expect(shelf.holds(place, Uint8Array.of(0, 255, 129))).toBe(false);
    shelf.put(other, bytes("now"));
    expect(textOf(shelf, other)).toBe("now");
    expect(shelf.holds(other, bytes("now"))).toBe(true);
  });

  it("gives copies, which stay as they are", () => {
    const shelf = new PayloadShelf();
    const place = shelf.take();
    shelf.put(place, bytes("old"));
    const copy = shelf.get(place);
    shelf.put(place, bytes("new"));
    expect(Buffer.from(copy).toString()).toBe("old");
  });

  it("uses a place again that was given back, empty", () => {
    const shelf = new PayloadShelf();
    const places = Array.from({ length: 100 }, () => shelf.take());
    for (const place of places) shelf.put(place, bytes("secret"));
    for (const place of places) shelf.give(place);
    expect(shelf.size).toBe(0);
    const again = Array.from({ length: 100 }, () => shelf.take());
    expect(new Set(again)).toEqual(new Set(places));
    expect(new Set(again.map((place) => textOf(shelf, place)))).toEqual(new Set([""]));
  });
});
