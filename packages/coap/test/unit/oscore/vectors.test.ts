import { describe, expect, it } from "vitest";
import { MessageView } from "../../../src/message/message-view.js";
import { aeadAlgorithms } from "../../../src/oscore/algorithm.js";
import { oscoreContext, oscoreContexts } from "../../../src/oscore/index.js";
import { deriveKeys, nameOfKeys } from "../../../src/oscore/key-derivation.js";
import { nonceFor, partialIv } from "../../../src/oscore/partial-iv.js";
import { SecurityContext } from "../../../src/oscore/security-context.js";
import { ServerBinding } from "../../../src/oscore/server-binding.js";
import type { OscoreStore } from "../../../src/oscore/state-store.js";
import { derivations, requests, responses } from "../../vectors/rfc8613-appendix-c.js";

const algorithm = aeadAlgorithms["AES-CCM-16-64-128"];
const hkdf = "HKDF SHA-256";
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** A store whose next number is `first`. */
const storeAt = (first: number): OscoreStore => ({ reserve: async () => ({ first, isNew: first === 0 }) });
const fresh = storeAt(0);

describe("OSCORE as RFC 8613 Appendix C works it out", () => {
  it.each(derivations)("derives the keys, the Common IV and the nonces of §$section", (vector) => {
    const { senderId, recipientId } = vector.input;
    const keys = deriveKeys({ ...vector.input, algorithm, hkdf });
    expect(hex(keys.senderKey)).toBe(vector.senderKey);
    expect(hex(keys.recipientKey)).toBe(vector.recipientKey);
    expect(hex(keys.commonIv)).toBe(vector.commonIv);
    expect(hex(nonceFor(keys.commonIv, senderId, partialIv(0)))).toBe(vector.senderNonce);
    expect(hex(nonceFor(keys.commonIv, recipientId, partialIv(0)))).toBe(vector.recipientNonce);
  });

  it.each(requests)("protects the request of §$section, and opens it again", async (vector) => {
    const { input } = derivations[vector.derivation]!;
    const client = await oscoreContext({ ...input, store: storeAt(20) });
    const { bytes } = client.protect(vector.plain);
    expect(hex(bytes)).toBe(vector.protected);
    const { senderId: recipientId, recipientId: senderId } = input;
    const server = await oscoreContext({ ...input, senderId, recipientId, store: fresh });
    const opened = oscoreContexts({ contexts: [server] }).open(new MessageView(bytes));
    expect(opened.refusal).toBeUndefined();
    expect(hex(opened.view.bytes)).toBe(hex(vector.plain));
  });

  it.each(responses)(
    "protects the response of §$section, and opens it again",
    async ({ section, plain, ...vector }) => {
      const server = await oscoreContext({ ...derivations[1].input, store: fresh });
      if (!(server instanceof SecurityContext)) throw new Error("no security context");
      const bytes = new ServerBinding(server, partialIv(20), section === "C.7").protect(plain);
      expect(hex(bytes)).toBe(vector.protected);
      const client = await oscoreContext({ ...derivations[0].input, store: storeAt(20) });
      const opened = client.protect(requests[0].plain).open(new MessageView(bytes));
      expect(opened instanceof MessageView && hex(opened.bytes)).toBe(hex(plain));
    },
  );

  it("names the state of each of the keys differently", () => {
    const names = derivations.map(({ input }) => nameOfKeys(deriveKeys({ ...input, algorithm, hkdf }), input.senderId));
    expect(new Set(names).size).toBe(derivations.length);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
  });
});
