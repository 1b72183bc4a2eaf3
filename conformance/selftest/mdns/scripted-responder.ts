import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { type DnsRecord, decodeQuestions, encodeResponse } from "../../src/wire/mdns/dns-message.js";

/** A service that is announced. */
export interface Announcement {
  readonly names: readonly string[];
  readonly instance: string;
  readonly port: number;
  readonly address: string;
  /** What is in the TXT record; absent for none. */
  readonly text?: Readonly<Record<string, string>>;
}

/** Answers questions of Multicast DNS on loopback, to who asks. */
export class ScriptedResponder implements AsyncDisposable {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async start(announced: readonly Announcement[]): Promise<ScriptedResponder> {
    const socket = createSocket("udp4");
    const records = announced.flatMap(recordsOf);
    socket.on("message", (bytes, { port, address }) => {
      const asked = (decodeQuestions(bytes) ?? []).map(({ name }) => name);
      const answers = records.filter(({ name, type }) => type !== "PTR" || asked.includes(name));
      socket.send(encodeResponse(answers), port, address);
    });
    await new Promise<void>((resolve) => {
      socket.bind(0, "127.0.0.1", resolve);
    });
    return new ScriptedResponder(socket);
  }

  /** Where it is asked. */
  get group(): { readonly address: string; readonly port: number } {
    return { address: "127.0.0.1", port: (this.#socket.address() as AddressInfo).port };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#socket.close(() => resolve());
    });
  }
}

function recordsOf({ names, instance, port, address, text }: Announcement): readonly DnsRecord[] {
  const name = `${instance}.local`;
  const host = `${instance.split(".")[0]}-host.local`;
  const texts = Object.entries(text ?? {}).map(([key, value]) => Buffer.from(`${key}=${value}`));
  return [
    ...names.map((each): DnsRecord => ({ name: `${each}.local`, type: "PTR", data: name })),
    { name, type: "SRV", data: { port, target: host } },
    ...(text === undefined ? [] : [{ name, type: "TXT", data: texts } as const]),
    { name: host, type: "A", data: address },
  ];
}
