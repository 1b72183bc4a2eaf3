import { udpTransport } from "@thingwright/coap";
import { dtlsTransport } from "@thingwright/dtls";
import { get } from "./coap-load.mjs";

/** What both sides of the rows under DTLS share. */
export const psk = { identity: "bench", key: Buffer.from("a shared secret!") };

const cipherSuites = ["TLS_PSK_WITH_AES_128_CCM_8"];

const newTransport = () =>
  dtlsTransport({ over: udpTransport({ address: "127.0.0.1" }), client: { psk }, cipherSuites });

/** Requests a second that a server answers under DTLS, with 32 Confirmable GETs in flight in one session. */
export async function coapsLoad({ port, path }, ms, inFlight = 32) {
  const transport = newTransport();
  const request = get(path);
  let messageId = Math.floor(Math.random() * 0x10000);
  let answered = 0;
  let last = performance.now();
  let end = Number.POSITIVE_INFINITY;
  const send = () => {
    messageId = (messageId + 1) & 0xffff;
    const datagram = Buffer.from(request);
    datagram.writeUInt16BE(messageId, 2);
    datagram.writeUInt16BE(messageId, 6);
    transport.send(datagram, "127.0.0.1", port);
  };
  await transport.open({
    onDatagram(datagram) {
      const code = datagram[1];
      if (code !== 0x45 && code !== 0x01) throw new Error(`the server answered ${code >> 5}.${code & 31}`);
      answered += 1;
      last = performance.now();
      if (last < end) send();
    },
    onError: () => undefined,
  });
  // The handshake is not measured.
  send();
  while (answered === 0) await pause(10);
  const start = performance.now();
  end = start + ms;
  answered = 0;
  for (let lane = 1; lane < inFlight; lane += 1) send();
  for (let now = start; now < end; now = performance.now()) {
    // A lost datagram would end its lane: start a new one when the server has been silent.
    if (now - last > 50) for (let lane = 0; lane < inFlight; lane += 1) send();
    await pause(10);
  }
  const rate = (answered * 1000) / (performance.now() - start);
  await transport.close();
  return rate;
}

/** Full handshakes a second with a server, in so many lanes. */
export async function handshakeLoad(port, ms, lanes = 8) {
  const start = performance.now();
  const end = start + ms;
  let made = 0;
  const lane = async () => {
    while (performance.now() < end) {
      const transport = newTransport();
      await transport.open({ onDatagram: () => undefined, onError: () => undefined });
      transport.send(ping, "127.0.0.1", port);
      while (transport.sessionCount === 0 && performance.now() < end) await new Promise(setImmediate);
      made += transport.sessionCount;
      await transport.close();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (made * 1000) / (performance.now() - start);
}

/** An Empty Confirmable message. */
const ping = Buffer.from([0x40, 0, 0, 1]);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
