import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { httpClient } from "@thingwright/binding-http";
import { describe, expect, it } from "vitest";
import { prepareForm } from "./support/prepare-form.js";

const within = { timeoutMs: 1_000 };

/** A peer of TCP that says what a test likes, and knows who is still connected. */
class RawPeer implements AsyncDisposable {
  /** Connections. */
  readonly open = new Set<Socket>();
  /** Those with a request: undici opens another one, for the next, in place of one that it has given up. */
  readonly #asked = new Set<Socket>();
  readonly #server: Server;

  constructor(answer: (socket: Socket, count: number) => void) {
    let count = 0;
    this.#server = createServer((socket) => {
      this.open.add(socket);
      socket
        .on("error", () => {})
        .on("close", () => {
          this.open.delete(socket);
          this.#asked.delete(socket);
        });
      socket.on("data", () => {
        this.#asked.add(socket);
        answer(socket, ++count);
      });
    });
  }

  async listen(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  get href(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/p`;
  }

  /** Resolves once every connection with a request is closed. */
  async abandoned(): Promise<void> {
    for (const socket of this.#asked) await new Promise((resolve) => socket.once("close", resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.open) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}

const ok = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
const textOf = ({ body }: { readonly body: Uint8Array }): string => new TextDecoder().decode(body);

describe("a client of a hostile peer", () => {
  it.each([
    ["is no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "WOT_PROTOCOL"],
    ["has a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", "WOT_PROTOCOL"],
    ["has two lengths that differ", `${ok}content-length: 1\r\ncontent-length: 2\r\n\r\n12`, "WOT_PROTOCOL"],
    ["has a length that is none", `${ok}content-length: -1\r\n\r\n`, "WOT_PROTOCOL"],
    [
      "has a length and chunks",
      `${ok}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      "WOT_PROTOCOL",
    ],
    ["has a chunk whose size is none", `${ok}transfer-encoding: chunked\r\n\r\nzz\r\n`, "WOT_PROTOCOL"],
    ["has a header with a bare CR", `${ok}x: a\rb\r\ncontent-length: 0\r\n\r\n`, "WOT_PROTOCOL"],
    ["has headers without end", `${ok}x: ${"a".repeat(20_000)}`, "WOT_PROTOCOL"],
    ["promises 1 GB", `${ok}content-length: 1073741824\r\n\r\n`, "WOT_PROTOCOL"],
    ["ends before its length", `${ok}content-length: 10\r\n\r\n123`, "WOT_(NETWORK|PROTOCOL)"],
    ["ends within a chunk", `${ok}transfer-encoding: chunked\r\n\r\n5\r\n12`, "WOT_(NETWORK|PROTOCOL)"],
    ["ends within its headers", "HTTP/1.1 200 OK\r\ncontent-le", "WOT_(NETWORK|PROTOCOL)"],
    ["is empty", "", "WOT_NETWORK"],
  ])("fails with an error that says why when the answer %s", async (_, answer, code) => {
    await using peer = await new RawPeer((socket) => socket.end(answer)).listen();
    await using client = httpClient({ limits: { maxBodyBytes: 1_000_000 } });
    const failed = prepareForm(client, { href: peer.href }, "writeproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: expect.stringMatching(new RegExp(`^${code}$`)) });
    await peer.abandoned();
  });

  it("stops reading a body without end", async () => {
    await using peer = await new RawPeer((socket) => {
      socket.write(`${ok}\r\n`);
      const pour = (): void => {
        if (!socket.destroyed) socket.write("x".repeat(65_536), pour);
      };
      pour();
    }).listen();
    await using client = httpClient({ limits: { maxBodyBytes: 1_000_000 } });
    const failed = prepareForm(client, { href: peer.href }, "readproperty").request({ timeoutMs: 5_000 });
    await expect(failed).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    await peer.abandoned();
  });

  it.each([
    ["before an answer", ""],
    ["within the headers", "HTTP/1.1 200 OK\r\n"],
    ["within the body", `${ok}content-length: 5\r\n\r\n1`],
  ])("gives a peer up that hangs %s, and lets go of it", async (_, answer) => {
    await using peer = await new RawPeer((socket) => socket.write(answer)).listen();
    await using client = httpClient();
    const read = prepareForm(client, { href: peer.href }, "readproperty");
    await expect(read.request({ timeoutMs: 30 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
    await peer.abandoned();
    const controller = new AbortController();
    const aborted = expect(read.request({ ...within, signal: controller.signal })).rejects.toMatchObject({
      code: "WOT_ABORTED",
    });
    controller.abort();
    await aborted;
  });

  it("takes an answer that nobody asked for for no answer to the next request", async () => {
    const two = `${ok}content-length: 1\r\n\r\n1${ok}content-length: 1\r\n\r\n2`;
    await using peer = await new RawPeer((socket, count) =>
      socket.write(count === 1 ? two : `${ok}content-length: 1\r\n\r\n3`),
    ).listen();
    await using client = httpClient({ limits: { maxConnectionsPerOrigin: 1 } });
    const read = prepareForm(client, { href: peer.href }, "readproperty");
    const first = await read.request(within).then(textOf, ({ code }) => code);
    const second = await read.request(within).then(textOf, ({ code }) => code);
    expect(["1", "WOT_PROTOCOL"]).toContain(first);
    expect(second).toBe("3");
  });

  it("passes over interim answers", async () => {
    await using peer = await new RawPeer((socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${ok}content-length: 1\r\n\r\n1`),
    ).listen();
    await using client = httpClient();
    expect(textOf(await prepareForm(client, { href: peer.href }, "readproperty").request(within))).toBe("1");
  });

  it("repeats a read once, also when each connection is cut", async () => {
    let asked = 0;
    await using peer = await new RawPeer((socket, count) => {
      asked = count;
      socket.destroy();
    }).listen();
    await using client = httpClient();
    const failed = prepareForm(client, { href: peer.href }, "readproperty").request(within);
    await expect(failed).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
    expect(asked).toBe(2);
  });
});
