import { isWotError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { Code, encodeMessage, OptionNumber } from "../../../src/index.js";
import { MessageView } from "../../../src/message/message-view.js";
import { type AeadName, aeadAlgorithms } from "../../../src/oscore/algorithm.js";
import { memoryStore, oscoreContext, oscoreContexts } from "../../../src/oscore/index.js";
import { bytes, CLIENT_ID, clientContext, SERVER_ID, serverContext } from "../../lab/oscore-pair.js";

const REQUEST = bytes("4401000100000001b161");
const RESPONSE = bytes("6445000100000001c0ff6f6b");
const ids = { senderId: CLIENT_ID, recipientId: SERVER_ID, store: memoryStore() };
const masterSecret = bytes("000102030405060708090a0b0c0d0e0f");

/** What a server makes of a client's request: the code of its refusal, or `undefined`. */
const refusalOf = (contexts: ReturnType<typeof oscoreContexts>, request: Uint8Array) =>
  contexts.open(new MessageView(request)).refusal?.code;

describe("the algorithms of a context", () => {
  const names = Object.keys(aeadAlgorithms) as AeadName[];

  it.each(names)("%s protects a request and its response", async (algorithm) => {
    const client = await clientContext({ algorithm });
    const server = oscoreContexts({ contexts: [await serverContext({ algorithm })] });
    const request = client.protect(REQUEST);
    const { view } = server.open(new MessageView(request.bytes));
    expect(view.bytes).toEqual(Buffer.from(REQUEST));
    const response = view.protector!.protect(RESPONSE);
    expect(response).not.toEqual(RESPONSE);
    const opened = request.open(new MessageView(response));
    expect(opened instanceof MessageView && opened.bytes).toEqual(Buffer.from(RESPONSE));
  });

  it("include HKDF SHA-512, whose keys are others", async () => {
    const request = (await clientContext({ hkdf: "HKDF SHA-512" })).protect(REQUEST).bytes;
    const [same, other] = await Promise.all([serverContext({ hkdf: "HKDF SHA-512" }), serverContext()]);
    expect(refusalOf(oscoreContexts({ contexts: [same] }), request)).toBeUndefined();
    expect(refusalOf(oscoreContexts({ contexts: [other] }), request)).toBe(Code.BadRequest);
  });
});

describe("a context is refused", () => {
  it.each([
    ["a short key", { masterSecret: new Uint8Array(15) }, "WOT_RANGE"],
    ["an ID that does not fit the nonce", { senderId: new Uint8Array(8) }, "WOT_RANGE"],
    ["the same ID on both sides", { senderId: SERVER_ID }, "WOT_ARGUMENT"],
    ["a long ID Context", { idContext: new Uint8Array(201) }, "WOT_RANGE"],
    ["an unknown algorithm", { algorithm: "__proto__" as AeadName }, "WOT_ARGUMENT"],
    ["an unknown HKDF", { hkdf: "constructor" as "HKDF SHA-256" }, "WOT_ARGUMENT"],
    ["a batch of one", { sequenceBatch: 1 }, "WOT_RANGE"],
    ["no replay window", { replayWindow: 0 }, "WOT_RANGE"],
  ])("with %s", async (_, options, code) => {
    await expect(oscoreContext({ masterSecret, ...ids, ...options })).rejects.toMatchObject({ code });
  });
});

describe("the contexts of a server", () => {
  it("are found by kid and ID Context, and tried one by one without the latter", async () => {
    const rooms = [bytes("aa"), bytes("bb"), undefined];
    const contexts = await Promise.all(rooms.map((idContext) => serverContext({ idContext })));
    const table = oscoreContexts({ contexts });
    expect(table.size).toBe(3);
    for (const idContext of rooms) {
      expect(refusalOf(table, (await clientContext({ idContext })).protect(REQUEST).bytes)).toBeUndefined();
    }
    const unknown = await clientContext({ idContext: bytes("cc") });
    expect(refusalOf(table, unknown.protect(REQUEST).bytes)).toBe(Code.Unauthorized);
  });

  it("are not tried without end", async () => {
    const contexts = await Promise.all(
      Array.from({ length: 9 }, (_, i) => serverContext({ idContext: Uint8Array.of(i) })),
    );
    const { bytes: request } = (await clientContext()).protect(REQUEST);
    expect(refusalOf(oscoreContexts({ contexts: contexts.slice(1) }), request)).toBe(Code.BadRequest);
    expect(refusalOf(oscoreContexts({ contexts }), request)).toBe(Code.Unauthorized);
  });

  it("come and go while the server runs, and are limited in number", async () => {
    const [one, two] = [await serverContext(), await serverContext({ idContext: bytes("aa") })];
    const table = oscoreContexts({ contexts: [one], maxContexts: 1 });
    expect(() => table.add(two)).toThrow("maxContexts");
    table.remove(two);
    table.add(one);
    expect(table.size).toBe(1);
    table.remove(one);
    expect(refusalOf(table, (await clientContext()).protect(REQUEST).bytes)).toBe(Code.Unauthorized);
    table.add(two);
    expect(table.size).toBe(1);
  });

  it("refuse a request whose OSCORE option is malformed or names nobody", async () => {
    const table = oscoreContexts({ contexts: [await serverContext()] });
    for (const value of ["", "00", "0114", "29140102", "0801", "0d01"]) {
      const option = { number: OptionNumber.OSCORE, value: bytes(value) };
      const message = {
        type: 0,
        code: Code.POST,
        messageId: 1,
        token: bytes(""),
        payload: new Uint8Array(20),
      } as const;
      const request = encodeMessage({ ...message, options: [option] });
      expect(refusalOf(table, request), value).toBe(Code.BadOption);
    }
  });
});

describe("a protected response", () => {
  it("is believed by no other request, and not with any byte changed or missing", async () => {
    const client = await clientContext();
    const table = oscoreContexts({ contexts: [await serverContext()] });
    const [request, other] = [client.protect(REQUEST), client.protect(REQUEST)];
    const { protector } = table.open(new MessageView(request.bytes)).view;
    for (const response of [protector!.protect(RESPONSE), protector!.protect(RESPONSE)]) {
      expect(request.open(new MessageView(response))).toBeInstanceOf(MessageView);
      expect(other.open(new MessageView(response))).toBeUndefined();
      const damaged = Array.from({ length: response.length - 8 }, (_, i) => response.subarray(0, 8 + i));
      for (let i = 8; i < response.length; i++) {
        for (let change = 1; change < 256; change++) {
          const changed = Uint8Array.from(response);
          changed[i]! ^= change;
          damaged.push(changed);
        }
      }
      for (const bytes of damaged) {
        const view = new MessageView(bytes);
        if (view.fault === undefined) expectDisbelief(() => request.open(view));
      }
    }
  });

  it("uses the nonce of its request once", async () => {
    const table = oscoreContexts({ contexts: [await serverContext()] });
    const { protector } = table.open(new MessageView((await clientContext()).protect(REQUEST).bytes)).view;
    const [first, second, third] = [1, 2, 3].map(() => Buffer.from(protector!.protect(RESPONSE)).toString("hex"));
    expect(new Set([first, second, third]).size).toBe(3);
  });
});

/** Either it is no response to the request, or it has lost its protection, which is an error. */
function expectDisbelief(open: () => unknown): void {
  try {
    expect(open()).toBeUndefined();
  } catch (error) {
    if (!isWotError(error)) throw error;
    expect(error.message).toContain("without protection");
  }
}
