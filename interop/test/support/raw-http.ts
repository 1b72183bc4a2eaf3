import { connect, type Socket } from "node:net";

/** Sends bytes over a TCP connection and returns everything that comes back until it is closed or falls silent. */
export function rawHttp(port: number, request: string, silenceMs = 300): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    let text = "";
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", (error) => (text === "" ? reject(error) : resolve(text)));
    socket.on("close", () => resolve(text));
  });
}

/** Status code and body of the first response in `text`. */
export function parseResponse(text: string): { status: number; type: string; body: string } {
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    type: /content-type: ([^\r\n]+)/i.exec(head)?.[1] ?? "",
    body,
  };
}

/** A connection on which `request` was sent and that stays open. */
export function openConnection(port: number, request: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(request);
      resolve(socket);
    });
    socket.on("error", reject);
  });
}

/** Resolves with the first bytes that arrive. */
export function firstBytes(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("data", (chunk) => resolve(chunk.toString("latin1")));
    socket.once("close", () => reject(new Error("closed before anything came")));
  });
}
