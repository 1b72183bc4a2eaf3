import { createServer } from "node:net";
import { generate, parser } from "mqtt-packet";
import { serve } from "../../lib/contender.mjs";
import { batchSize } from "./batch.mjs";

/**
 * The least broker that can feed a subscriber: it grants every subscription, and a message to `feed` with the first level
 * of somebody's topics has that subscriber sent a batch, one message to each of its topics in an order that jumps about.
 */
const subscribers = new Map();

const server = createServer({ noDelay: true }, (socket) => {
  const reader = parser();
  reader.on("packet", (packet) => {
    if (packet.cmd === "connect") answer(socket, { cmd: "connack", returnCode: packet.protocolVersion === 4 ? 0 : 1 });
    else if (packet.cmd === "pingreq") answer(socket, { cmd: "pingresp" });
    else if (packet.cmd === "subscribe") subscribe(socket, packet);
    else if (packet.cmd === "publish") feed(packet.payload.toString());
  });
  socket.on("data", (chunk) => reader.parse(chunk));
  socket.on("error", () => socket.destroy());
});
server.listen(0, "127.0.0.1", () => serve({ url: `mqtt://127.0.0.1:${server.address().port}` }));

const answer = (socket, packet) => socket.write(generate(packet));

function subscribe(socket, { messageId, subscriptions }) {
  for (const { topic } of subscriptions) {
    const name = topic.slice(0, topic.indexOf("/"));
    const subscriber = subscribers.get(name) ?? { socket, packets: [], next: 0 };
    subscribers.set(name, subscriber);
    // A topic ends with the value that is published to it.
    const payload = topic.slice(topic.lastIndexOf("-") + 1);
    subscriber.packets.push(generate({ cmd: "publish", topic, payload, qos: 0, retain: false, dup: false }));
  }
  answer(socket, { cmd: "suback", messageId, granted: subscriptions.map(() => 0) });
}

/** Prime, so that every topic has its turn, and neighbours none after the other. */
const stride = 7919;

function feed(name) {
  const subscriber = subscribers.get(name);
  const { packets, socket } = subscriber;
  const batch = Array.from({ length: batchSize }, () => {
    subscriber.next = (subscriber.next + stride) % packets.length;
    return packets[subscriber.next];
  });
  socket.write(Buffer.concat(batch));
}
