import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "../../../src/archive/crc32.js";
import { ZipArchive } from "../../../src/archive/zip.js";
import { decryptTraditionally } from "../../../src/archive/zip-crypto.js";
import { zipOf } from "../../support/zip.js";

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const files = { "a/one.xml": "<one/>".repeat(100), "two.txt": "", __proto: "x" };
const max = 10_000;

describe("a ZIP archive", () => {
  it.each([{}, { isStored: true }, { password: "swordfish" }, { password: "swordfish", isStored: true }])(
    "gives its files back, packed as %j",
    async (packing) => {
      const archive = new ZipArchive(zipOf(files, packing), max);
      expect(archive.names).toEqual(Object.keys(files));
      for (const [name, content] of Object.entries(files)) {
        expect(text(await archive.read(name, packing.password))).toBe(content);
      }
      expect(await archive.read("nobody")).toBeUndefined();
      expect(await archive.read("__proto__")).toBeUndefined();
    },
  );

  it("asks for the password that it has", async () => {
    const archive = new ZipArchive(zipOf(files, { password: "swordfish" }), max);
    await expect(archive.read("a/one.xml")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_MISSING" });
    await expect(archive.read("a/one.xml", "other")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("notices that a file is damaged", async () => {
    const flipped = (packed: Buffer): Buffer => {
      const copy = Buffer.from(packed);
      const at = copy.length - 12;
      if (at >= 0) copy[at] = copy[at]! ^ 1;
      return copy;
    };
    for (const packing of [{ isStored: true }, {}, { password: "swordfish" }]) {
      const archive = new ZipArchive(zipOf(files, { ...packing, damage: flipped }), max);
      await expect(archive.read("a/one.xml", "swordfish")).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    }
  });

  it("unpacks no more than it may", async () => {
    const archive = new ZipArchive(zipOf({ bomb: "0".repeat(max + 1) }), max);
    await expect(archive.read("bomb")).rejects.toThrow(/longer than 10000 bytes/);
  });

  it("is none when it is cut off, or something else", async () => {
    const whole = zipOf(files);
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => new ZipArchive(whole.subarray(0, length), max)).toThrow(/no ZIP archive/);
    }
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const copy = Uint8Array.from(whole);
          copy[at] = copy[at]! ^ change;
          try {
            const archive = new ZipArchive(copy, max);
            for (const name of archive.names) await archive.read(name, "x");
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^WOT_(ARGUMENT|CREDENTIALS)/) });
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("knows traditional encryption", () => {
    // `zip -P swordfish -0` of the text "KNX".
    const packed = encryptedTraditionally(Buffer.from("KNX"), "swordfish", 0x5a);
    expect(text(decryptTraditionally(packed, 0x5a, "x", "swordfish"))).toBe("KNX");
    expect(() => decryptTraditionally(packed, 0x5a, "x", "other")).toThrow(/another/);
    expect(() => decryptTraditionally(packed, 0x5a, "x", undefined)).toThrow(/has a password/);
  });

  it("has the check sums of the standard", () => {
    expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
  });
});

/** The other way round, from the formulas of APPNOTE 6.1. */
function encryptedTraditionally(plain: Uint8Array, password: string, check: number): Uint8Array {
  const step = (crc: number, byte: number): number => {
    let rest = (crc ^ byte) & 0xff;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    return ((crc >>> 8) ^ rest) >>> 0;
  };
  let [one, two, three] = [0x12345678, 0x23456789, 0x34567890];
  const update = (byte: number): void => {
    one = step(one, byte);
    two = Number((BigInt(two + (one & 0xff)) * 134_775_813n + 1n) & 0xffffffffn);
    three = step(three, two >>> 24);
  };
  for (const byte of Buffer.from(password)) update(byte);
  return Uint8Array.from([...Buffer.alloc(11, 3), check, ...plain], (byte) => {
    const mixed = BigInt((three | 2) & 0xffff);
    const key = Number(((mixed * (mixed ^ 1n)) >> 8n) & 0xffn);
    update(byte);
    return byte ^ key;
  });
}
