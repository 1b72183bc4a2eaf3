import type { WotError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { PageSocket } from "../../../src/browser/page-socket.js";
import type { WebSocketLike } from "../../../src/browser/web-socket.js";
import type { SocketRequest } from "../../../src/client/transport.js";

const lamp: SocketRequest = {
  origin: "wss://lamp.example",
  path: "/things/lamp",
  headers: [],
  protocol: "webthingprotocol",
  maxMessageBytes: 10,
};

/** What of a browser's WebSocket is used, in the hand of the test. */
class FakeWebSocket implements WebSocketLike {
  readonly url: string;
  protocol: string;
  readyState = 0;
  bufferedAmount = 0;
  onopen: ((event: never) => unknown) | null = null;
  onmessage: ((event: never) => unknown) | null = null;
  onerror: ((event: never) => unknown) | null = null;
  onclose: ((event: never) => unknown) | null = null;
  readonly sent: string[] = [];
  readonly closedWith: (number | undefined)[] = [];

  constructor(url: string, protocol: string) {
    this.url = url;
    this.protocol = protocol;
    FakeWebSocket.latest = this;
  }

  static latest: FakeWebSocket;

  send(text: string): void {
    this.sent.push(text);
  }

  close(code?: number): void {
    this.closedWith.push(code);
  }

  message(data: unknown): void {
    this.onmessage?.({ data } as never);
  }
}

/** A socket on its way to the lamp, and what its listener has heard. */
function connected(request: Partial<SocketRequest> = {}) {
  const heard: unknown[] = [];
  const socket = new PageSocket(
    { ...lamp, ...request },
    {
      opened: () => heard.push("opened"),
      message: (text) => heard.push(text),
      refused: () => heard.push("refused"),
      closed: ({ code }: WotError) => heard.push(code),
    },
    () => heard.push("over"),
  );
  socket.open(FakeWebSocket);
  return { socket, heard, platform: FakeWebSocket.latest };
}

const open = ({ onopen }: FakeWebSocket): unknown => onopen?.(undefined as never);
const closeBy = ({ onclose }: FakeWebSocket, code: number): unknown => onclose?.({ code } as never);

describe("PageSocket", () => {
  it("passes messages both ways, and says nothing more after close()", () => {
    const { socket, heard, platform } = connected();
    open(platform);
    socket.send("ping");
    platform.message("pong");
    platform.bufferedAmount = 7;
    expect([platform.url, platform.sent, socket.bufferedBytes]).toEqual([
      "wss://lamp.example/things/lamp",
      ["ping"],
      7,
    ]);
    socket.close();
    socket.close();
    platform.message("late");
    socket.send("late");
    closeBy(platform, 1000);
    expect(heard).toEqual(["opened", "pong", "over"]);
    expect([platform.closedWith, platform.sent]).toEqual([[1000], ["ping"]]);
  });

  it.each([
    ["is binary", new ArrayBuffer(1)],
    ["has more characters than there may be bytes", "12345678901"],
    ["has more bytes than it has characters", "äöüäöü"],
  ])("closes at a message that %s", (_, data) => {
    const { heard, platform } = connected();
    open(platform);
    platform.message(data);
    expect(heard).toEqual(["opened", "over", "WOT_PROTOCOL"]);
  });

  it("takes a message of just as many bytes as there may be", () => {
    const { heard, platform } = connected();
    open(platform);
    platform.message("äöüäö");
    expect(heard).toEqual(["opened", "äöüäö"]);
  });

  it("refuses a peer that does not take the subprotocol", () => {
    const { heard, platform } = connected();
    platform.protocol = "";
    open(platform);
    expect(heard).toEqual(["over", "WOT_PROTOCOL"]);
  });

  it("says once that it was closed, or never opened", () => {
    const { heard, platform } = connected();
    closeBy(platform, 1006);
    closeBy(platform, 1006);
    expect(heard).toEqual(["over", "WOT_NETWORK"]);
  });

  it("outlives a peer that is not there, by the ws of Node.js", async () => {
    const closed = new Promise<WotError>((resolve) => {
      const listener = { opened() {}, message() {}, refused() {}, closed: resolve };
      new PageSocket({ ...lamp, origin: "ws://127.0.0.1:9" }, listener, () => {}).open(WebSocket);
    });
    expect(await closed).toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("connects nowhere with headers, without a platform, or where a page must not, and says so later", async () => {
    const withHeaders = connected({ headers: ["authorization", "secret"] });
    expect(withHeaders.heard).toEqual([]);
    await undefined;
    expect(withHeaders.heard).toEqual(["over", "WOT_CREDENTIALS_MISSING"]);
    const failures: WotError[] = [];
    const listener = { opened() {}, message() {}, refused() {}, closed: (error: WotError) => failures.push(error) };
    new PageSocket(lamp, listener, () => {}).open(undefined);
    new PageSocket(lamp, listener, () => {}).open(
      class extends FakeWebSocket {
        constructor(url: string, protocol: string) {
          super(url, protocol);
          throw new DOMException("mixed content", "SecurityError");
        }
      },
    );
    await undefined;
    expect(failures).toMatchObject([{ sent: false }, { sent: false }]);
  });
});
