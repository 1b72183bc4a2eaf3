import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import type { FindOptions } from "@thingwright/adapter-core";
import { silent, systemClock } from "@thingwright/contracts";
import type { FoundService } from "@thingwright/discovery";
import { afterEach, describe, expect, it } from "vitest";
import { findServers } from "../../src/find.js";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers what it is sent first with `answer`. */
async function listening(answer: string, heard: Buffer[] = []): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      heard.push(bytes);
      socket.end(answer);
    });
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function found(hosts: readonly string[], services: readonly FoundService[] = []) {
  const options: FindOptions = {
    servient: undefined as never,
    signal: new AbortController().signal,
    clock: systemClock,
    logger: silent,
    hosts,
  };
  const all = [];
  async function* told() {
    yield* services;
  }
  for await (const each of findServers(options, told)) all.push(each);
  return all;
}

describe("OPC UA servers", () => {
  it("are found where they have announced themselves, with the path that they tell", async () => {
    const service = { name: "Plant", host: "2001:db8::7", port: 4840, text: new Map([["path", "/plant"]]) };
    const odd = { name: "Odd", host: "192.0.2.7", port: 4841, text: new Map([["path", "no path"]]) };
    expect(await found([], [service, odd])).toEqual([
      {
        entry: { url: "opc.tcp://[2001:db8::7]:4840/plant" },
        title: 'OPC UA server "Plant" at opc.tcp://[2001:db8::7]:4840/plant',
      },
      { entry: { url: "opc.tcp://192.0.2.7:4841" }, title: 'OPC UA server "Odd" at opc.tcp://192.0.2.7:4841' },
    ]);
  });

  it("are found at hosts that answer a Hello (OPC 10000-6 §7.1.2), and nobody else is", async () => {
    const heard: Buffer[] = [];
    const [server, printer] = [
      await listening("ACKF\x1c\0\0\0", heard),
      await listening("HTTP/1.1 400 Bad Request\r\n\r\n"),
    ];
    const nobody = await listening("");
    expect((await found([server, printer, nobody, "127.0.0.1:99999"])).map(({ entry }) => entry.url)).toEqual([
      `opc.tcp://${server}`,
    ]);
    const [hello] = heard;
    expect(hello!.subarray(0, 4).toString()).toBe("HELF");
    expect(hello!.readUInt32LE(4)).toBe(hello!.length);
    expect(hello!.subarray(32).toString()).toBe(`opc.tcp://${server}`);
  });

  it("are told once", async () => {
    const server = await listening("ERRF");
    const [host, port] = server.split(":");
    const service = { name: "A", host: host!, port: Number(port), text: new Map<string, string>() };
    expect(await found([server], [service])).toHaveLength(1);
  });
});
