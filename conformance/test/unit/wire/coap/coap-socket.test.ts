import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterEach, expect, it } from "vitest";
import { CoapSocket } from "../../../../src/wire/coap/coap-socket.js";

const peer = createSocket("udp4");

afterEach(() => peer.close());

it("A socket of an exchange answers a ping by a Reset, and hears what follows", async () => {
  peer.bind(0, "127.0.0.1");
  await once(peer, "listening");
  using socket = new CoapSocket("127.0.0.1", peer.address().port, () => 0);
  const heard: string[] = [];
  socket.onMessage = ({ code }) => heard.push(code);
  const request = { type: "CON", code: "0.01", messageId: 7, token: Uint8Array.of(1), options: [] } as const;
  socket.send({ ...request, payload: new Uint8Array(0) });
  const [, client] = (await once(peer, "message")) as [Buffer, { port: number; address: string }];
  const answer = (...bytes: number[]) => peer.send(Buffer.of(...bytes), client.port, client.address);
  answer(0x40, 0, 0x12, 0x34);
  const [reset] = (await once(peer, "message")) as [Buffer];
  expect([...reset]).toEqual([0x70, 0, 0x12, 0x34]);
  answer(0x61, 0x45, 0, 7, 1);
  await expect.poll(() => heard).toEqual(["2.05"]);
});
