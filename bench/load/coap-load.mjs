import { createSocket } from "node:dgram";

/** Whether it is an Empty Confirmable message, by which a server asks whether somebody is there. */
export const isPing = (datagram) => datagram[1] === 0 && (datagram[0] & 0x30) === 0;

/** The Reset that every endpoint answers a ping with (RFC 7252 §4.3). */
export const resetOf = (datagram) => Buffer.from([0x70, 0, datagram[2], datagram[3]]);

/** Datagrams a second that a UDP server answers, with 32 Confirmable GETs in flight from one raw socket. */
export async function coapLoad(port, path, ms, inFlight = 32) {
  const socket = createSocket("udp4");
  await new Promise((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const request = get(path);
  let messageId = Math.floor(Math.random() * 0x10000);
  let answered = 0;
  let last = performance.now();
  const send = () => {
    messageId = (messageId + 1) & 0xffff;
    const datagram = Buffer.from(request);
    datagram.writeUInt16BE(messageId, 2);
    datagram.writeUInt16BE(messageId, 6);
    socket.send(datagram, port, "127.0.0.1");
  };
  const start = performance.now();
  const end = start + ms;
  socket.on("message", (datagram) => {
    const code = datagram[1];
    if (isPing(datagram)) {
      socket.send(resetOf(datagram), port, "127.0.0.1");
      return;
    }
    if (code !== 0x45 && code !== 0x01) throw new Error(`the server answered ${code >> 5}.${code & 31}`);
    answered += 1;
    last = performance.now();
    if (last < end) send();
  });
  for (let lane = 0; lane < inFlight; lane += 1) send();
  await new Promise((resolve) => {
    const tick = setInterval(() => {
      const now = performance.now();
      // A lost datagram would end its lane: start a new one when the server has been silent.
      if (now < end && now - last > 50) for (let lane = 0; lane < inFlight; lane += 1) send();
      if (now >= end) {
        clearInterval(tick);
        resolve();
      }
    }, 10);
  });
  socket.close();
  return (answered * 1000) / (performance.now() - start);
}

/** A Confirmable GET with a token of four bytes, as our client's; Message ID (at 2) and token (at 6) are filled in for each request. */
export function get(path) {
  const bytes = [0x44, 0x01, 0, 0, 0, 0, 0, 0];
  let previous = 0;
  for (const segment of path.split("/").filter((each) => each !== "")) {
    const value = Buffer.from(segment);
    const delta = 11 - previous;
    if (value.length < 13) bytes.push((delta << 4) | value.length, ...value);
    else bytes.push((delta << 4) | 13, value.length - 13, ...value);
    previous = 11;
  }
  return Buffer.from(bytes);
}
