import { connect, createServer, type Server, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { type IPublishPacket, type Packet, type Parser, parser } from "mqtt-packet";
import { closeServer, joined, listenOnLoopback } from "./loopback-server.js";
import { hostOf, maxBodyBytes, type Tap, type TapOptions } from "./tap.js";

/** A relay for MQTT, and MQTT over TLS, 3.1.1 and 5. */
export async function mqttTap(options: TapOptions): Promise<Tap> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const upstream = brokerOf(options.origin);
    for (const each of [socket, upstream]) {
      each.setNoDelay(true);
      sockets.add(each);
      each.once("close", () => sockets.delete(each));
    }
    joined(socket, upstream);
    listen(options, socket, upstream);
  });
  const port = await listenOnLoopback(server);
  return { server: options.server, url: `mqtt://127.0.0.1:${port}`, stop: () => closeServer(server, sockets) };
}

function brokerOf(origin: URL): Socket {
  if (origin.protocol !== "mqtts:") return connect(hostOf(origin, 1883));
  const { host, port } = hostOf(origin, 8883);
  return connectTls({ host, port, servername: host });
}

function listen({ server, tape }: TapOptions, socket: Socket, upstream: Socket): void {
  let answers: Parser | undefined;
  follow(socket, parser(), (packet) => {
    if (packet.cmd === "connect") {
      answers = parser({ protocolVersion: packet.protocolVersion ?? 4 });
      follow(upstream, answers, (answer) => {
        if (answer.cmd !== "publish" || answer.dup) return;
        const { topic, qos, retain } = answer;
        tape.add({ kind: "heard", server, topic, bytes: bytesOf(answer), qos, isRetained: retain });
      });
    }
    if (packet.cmd !== "publish" || packet.dup) return;
    tape.add({ kind: "told", server, topic: packet.topic, bytes: bytesOf(packet), isChange: tape.isChanging });
  });
}

/** Reads along. What is no MQTT, or too long, ends the reading and not the connection. */
function follow(socket: Socket, packets: Parser, take: (packet: Packet) => void): void {
  const read = (bytes: Buffer): void => {
    if (packets.parse(bytes) > maxBodyBytes) stop();
  };
  const stop = (): void => void socket.off("data", read);
  packets.on("packet", take);
  packets.on("error", stop);
  socket.on("data", read);
}

const bytesOf = ({ payload }: IPublishPacket): Uint8Array => Buffer.from(payload);
