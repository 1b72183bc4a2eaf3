import { describe, expect, it } from "vitest";
import { Code, coapClient, decodeMessage, encodeMessage, MessageType } from "../../../src/index.js";
import { lab, SERVER, within } from "../../lab/lab.js";

const url = `coap://${SERVER.address}/`;
const { CON, ACK, RST } = MessageType;

describe("The tokens of a client", () => {
  it.each([4, 8, 12, 13, 300, 1024])("are %i bytes long when it is told so, and all differ", async (tokenBytes) => {
    const seen: string[] = [];
    const bench = await lab({
      handler: ({ token }) => {
        seen.push(Buffer.from(token).toString("hex"));
        return { code: Code.Content, payload: "ok" };
      },
    });
    const client = bench.client({ tokenBytes });
    for (let i = 0; i < 3; i++) await within(bench.clock, 1000, client.request({ url }));
    for (const token of seen) expect(token.length).toBe(2 * tokenBytes);
    expect(new Set(seen).size).toBe(3);
    expect(new Set(seen.map((token) => token.slice(8))).size).toBe(tokenBytes === 4 ? 1 : 3);
  });

  it("are shortened for a server that rejects long ones, which is remembered (RFC 8974 §2.2.2)", async () => {
    const bench = await lab({ handler: () => ({ code: Code.Content }) });
    const old = bench.network.transport({ address: "10.7.7.7", port: 5683 });
    const lengths: number[] = [];
    await old.open({
      onDatagram(datagram, address, port) {
        const decoded = decodeMessage(datagram);
        if (!decoded.ok) return;
        const { message } = decoded;
        lengths.push(message.token.length);
        const empty = { options: [], payload: new Uint8Array(0) };
        const { messageId, token } = message;
        const answer =
          token.length > 8
            ? { type: RST, code: 0, messageId, token: new Uint8Array(0), ...empty }
            : { type: ACK, code: Code.Content, messageId, token, ...empty };
        old.send(encodeMessage(answer), address, port);
      },
      onError: () => undefined,
    });
    const client = bench.client({ tokenBytes: 32 });
    for (let i = 0; i < 2; i++)
      expect((await within(bench.clock, 1000, client.request({ url: "coap://10.7.7.7/" }))).code).toBe(Code.Content);
    expect(lengths).toEqual([32, 8, 8]);
    const observation = await within(
      bench.clock,
      1000,
      bench.client({ tokenBytes: 32 }).observe({ url: "coap://10.7.7.7/" }),
    );
    expect(observation.registration.code).toBe(Code.Content);
    expect(lengths.slice(3)).toEqual([32, 8]);
  });

  it("are short in Non-confirmable requests, which nobody has to reject", async () => {
    const lengths: number[] = [];
    const bench = await lab({
      handler: ({ token }) => {
        lengths.push(token.length);
        return { code: Code.Content };
      },
    });
    await within(bench.clock, 1000, bench.client({ tokenBytes: 32 }).request({ url, confirmable: false }));
    expect(lengths).toEqual([8]);
  });

  it("are not taken from an answer that has their number and another rest", async () => {
    const bench = await lab({ handler: () => ({ code: Code.Content, payload: "right" }) });
    const forger = await bench.rawPeer();
    expect(forger.take()).toEqual([]);
    bench.network.onSend = ({ from, to, bytes }) => {
      if (from.address !== SERVER.address) return undefined;
      const forged = Buffer.from(bytes);
      forged[4 + 1 + 10]! ^= 1;
      bench.network.onSend = undefined;
      bench.network.transport(SERVER).send(forged, to.address, to.port);
      return undefined;
    };
    const answer = await within(bench.clock, 5000, bench.client({ tokenBytes: 32 }).request({ url }));
    expect(Buffer.from(answer.payload).toString()).toBe("right");
  });

  it.each([3, 65_805, 1.5])("cannot be %d bytes long", (tokenBytes) => {
    expect(() => coapClient({ tokenBytes })).toThrow(/tokenBytes/);
    expect(CON).toBe(0);
  });
});
