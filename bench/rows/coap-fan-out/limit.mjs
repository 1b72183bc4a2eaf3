import { createSocket } from "node:dgram";
import { serve } from "../../lib/contender.mjs";
import { ownProcessorUs } from "../../lib/processor-time.mjs";

/** As many of our notifications are Confirmable as well, each time those of other observers. */
const notificationsPerConfirmable = 8;

const observers = [];
const socket = createSocket("udp4");
let value = 1_000_000;
let sequence = 0x100000;

socket.on("message", (datagram, { port, address }) => {
  if (datagram[1] !== 0x01) return;
  const observer = { port, address, token: datagram.readUInt32BE(4), messageId: datagram.readUInt16BE(2) };
  observers.push(observer);
  notify(observer, notification(), 0x64);
});

socket.bind(0, "127.0.0.1", () =>
  serve({ port: socket.address().port }, async ({ change }) => {
    if (change) {
      value += 1;
      sequence += 1;
      const bytes = notification();
      for (const [index, observer] of observers.entries()) {
        notify(observer, bytes, (index + sequence) % notificationsPerConfirmable === 0 ? 0x44 : 0x54);
      }
    }
    return { value, processorUs: ownProcessorUs() };
  }),
);

/** What all notifications of a state have: 2.05 with an Observe value of three bytes, Content-Format 50 and the value. */
function notification() {
  const head = Buffer.from([0, 0x45, 0, 0, 0, 0, 0, 0, 0x63, 0, 0, 0, 0x61, 50, 0xff]);
  head.writeUIntBE(sequence, 9, 3);
  return Buffer.concat([head, Buffer.from(String(value))]);
}

function notify(observer, bytes, first) {
  const datagram = Buffer.from(bytes);
  datagram[0] = first;
  datagram.writeUInt16BE(observer.messageId, 2);
  datagram.writeUInt32BE(observer.token, 4);
  observer.messageId = (observer.messageId + 1) & 0xffff;
  socket.send(datagram, observer.port, observer.address);
}
