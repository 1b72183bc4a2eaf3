import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deviceKey, seal, unseal, userKey } from "../../../../src/ip/secure/secure-mac.js";
import { unwrap, wrap } from "../../../../src/ip/secure/secure-wrapper.js";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

describe("keys of KNX IP Secure", () => {
  // Of the example in KNX application note 159, as xknx and Calimero have it in their tests too.
  it("are those of the standard's example", async () => {
    expect((await userKey("secret")).toString("hex")).toBe("03fcedb66660251ec81a1a716901696a");
    expect((await deviceKey("trustme")).toString("hex")).toBe("e158e4012047bd6cc41aafbc5c04c1fc");
  });
});

describe("a wrapper", () => {
  const key = hex("289426c2912535ba98279a4d1843c487");
  const session = { session: 1, key };

  it("gives back what it wraps, and nothing that was changed", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        fc.nat(),
        (message, sequence, at) => {
          const body = wrap(session, sequence, message).slice(6);
          expect(unwrap(session, body)).toEqual({ sequence, message: Buffer.from(message) });
          const changed = Uint8Array.from(body);
          changed[at % body.length] = changed[at % body.length]! ^ 1;
          expect(unwrap(session, changed)).toBeUndefined();
        },
      ),
    );
  });

  it("is none of another session, with another key, or cut off", () => {
    const body = wrap(session, 0, Uint8Array.of(1, 2, 3)).slice(6);
    expect(unwrap({ session: 2, key }, body)).toBeUndefined();
    expect(unwrap({ session: 1, key: Buffer.alloc(16) }, body)).toBeUndefined();
    for (let length = 0; length < body.length; length++)
      expect(unwrap(session, body.subarray(0, length))).toBeUndefined();
  });

  it("is sealed as CCM is, but for its own first block", () => {
    const sealed = { key, first: Buffer.alloc(16), open: hex("0610"), counter: Buffer.alloc(16) };
    const { bytes, mac } = seal({ ...sealed, plain: hex("0102") });
    expect(unseal(sealed, bytes, mac)?.toString("hex")).toBe("0102");
    expect(unseal(sealed, bytes, mac.subarray(1))).toBeUndefined();
  });
});
