import { describe, expect, it } from "vitest";
import { Code, decodeMessage, encodeMessage, MessageType, stringOption } from "../../../src/index.js";
import { lab } from "../../lab/lab.js";
import { tokenLengths } from "../../vectors/rfc8974-section-2.js";

const { CON, NON, ACK } = MessageType;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const tokenOf = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => i & 0xff);
const message = (token: Uint8Array) => ({
  type: CON,
  code: Code.GET,
  messageId: 0x1234,
  token,
  options: [stringOption(11, "a")],
  payload: Buffer.from("x"),
});

describe("An extended token length (RFC 8974 §2.1)", () => {
  it.each(tokenLengths)("of $bytes bytes is written and read", ({ bytes, nibble, extension }) => {
    const token = tokenOf(bytes);
    const encoded = encodeMessage(message(token));
    expect(hex(encoded)).toBe(`4${nibble.toString(16)}011234${extension}${hex(token)}b161ff78`);
    const decoded = decodeMessage(encoded);
    if (!decoded.ok) throw new Error(decoded.fault);
    expect(hex(decoded.message.token)).toBe(hex(token));
    expect(hex(encodeMessage(decoded.message))).toBe(hex(encoded));
  });

  it.each(tokenLengths)("of $bytes bytes is a fault in every message that ends within it", ({ bytes, nibble }) => {
    const encoded = encodeMessage(message(tokenOf(bytes)));
    const tokenEnd = encoded.length - 4;
    const step = Math.max(1, Math.floor(bytes / 500));
    for (let length = 4; length < tokenEnd; length += step) {
      expect(decodeMessage(encoded.subarray(0, length))).toEqual({ ok: false, fault: "token-truncated" });
    }
    expect(nibble).toBeLessThan(15);
  });

  it("of 15 is a message format error", () => {
    expect(decodeMessage(Buffer.from(`4f010001${"00".repeat(40)}`, "hex"))).toEqual({
      ok: false,
      fault: "token-length",
    });
  });
});

describe("A server and extended tokens", () => {
  const handler = () => ({ code: Code.Content, payload: "ok" });

  it.each(tokenLengths.filter(({ bytes }) => bytes <= 1024))("echoes a token of $bytes bytes", async ({ bytes }) => {
    const { clock, rawPeer } = await lab({ handler });
    const peer = await rawPeer();
    const token = tokenOf(bytes);
    peer.send({ type: CON, code: Code.GET, messageId: 1, token });
    peer.send({ type: NON, code: Code.GET, messageId: 2, token });
    await clock.advance(10);
    const [confirmed, plain] = peer.take();
    expect(confirmed).toMatchObject({ type: ACK, code: Code.Content, messageId: 1 });
    expect(plain).toMatchObject({ type: NON, code: Code.Content });
    for (const answer of [confirmed, plain]) expect(hex(answer!.token)).toBe(hex(token));
  });

  it("answers a longer one with 4.00 and the token, and never by a Reset (RFC 8974 §2.2.2)", async () => {
    let calls = 0;
    const counted = () => {
      calls += 1;
      return handler();
    };
    const { clock, rawPeer } = await lab({ handler: counted, maxTokenBytes: 16 });
    const peer = await rawPeer();
    for (const [messageId, bytes] of [17, 300, 60_000].entries()) {
      const token = tokenOf(bytes);
      peer.send({ type: CON, code: Code.GET, messageId, token });
      await clock.advance(10);
      const [answer] = peer.take();
      expect(answer).toMatchObject({ type: ACK, code: Code.BadRequest, messageId });
      expect(hex(answer!.token)).toBe(hex(token));
    }
    expect(calls).toBe(0);
    peer.send({ type: CON, code: Code.GET, messageId: 9, token: tokenOf(16) });
    await clock.advance(10);
    expect(peer.take()).toMatchObject([{ code: Code.Content }]);
  });

  it("keeps observations apart by the whole token", async () => {
    const { clock, rawPeer, server } = await lab({
      handler: (request) => {
        request.observe?.accept();
        return handler();
      },
    });
    const peer = await rawPeer();
    const one = tokenOf(300);
    const other = Uint8Array.from(one);
    other[299] = 7;
    for (const [messageId, token] of [one, other, one].entries()) {
      peer.send({ type: CON, code: Code.GET, messageId, token, options: [{ number: 6, value: new Uint8Array(0) }] });
    }
    await clock.advance(10);
    expect(server.observerCount).toBe(2);
  });
});
