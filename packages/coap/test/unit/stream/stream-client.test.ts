import { describe, expect, it } from "vitest";
import {
  type ByteStream,
  type CoapClient,
  Code,
  coapClient,
  manualClock,
  memoryStreams,
  type StreamLimits,
  uintOption,
} from "../../../src/index.js";
import { SignalCode } from "../../../src/stream/signal.js";
import { SERVER, within } from "../../lab/lab.js";
import { text } from "../../lab/raw-peer.js";
import { RawStream } from "../../lab/raw-stream.js";
import { streamLab, URL } from "../../lab/stream-lab.js";

const { CSM, Ping, Pong, Release, Abort } = SignalCode;
const ok = { code: Code.Content, payload: "ok" };

/** A client, and a server of which the test says every byte. */
async function rawServer(limits: Partial<StreamLimits> = {}) {
  const clock = manualClock(1000);
  const streams = memoryStreams();
  const accepted: RawStream[] = [];
  await streams.server({ local: SERVER }).listen!(
    (stream: ByteStream) => accepted.push(new RawStream(stream)),
    () => undefined,
  );
  const client: CoapClient = coapClient({ clock, transport: streams.client({ limits }) });
  return { clock, client, accepted };
}

describe("A client over connections", () => {
  it("has one connection for each authority, and uses it again", async () => {
    const { client, accepted, clock } = await rawServer();
    const first = client.request({ url: URL });
    const second = client.request({ url: `${URL}/a` });
    await clock.settle();
    expect(accepted.length).toBe(1);
    const [server] = accepted;
    const [csm, one, two] = server!.take();
    expect(csm).toEqual({
      code: CSM,
      token: "",
      options: [
        [2, "010200"],
        [4, ""],
      ],
      payload: "",
    });
    server!.introduce();
    server!.send(Code.Content, two!.token, [], Buffer.from("second"));
    server!.send(Code.Content, one!.token, [], Buffer.from("first"));
    await clock.settle();
    expect(text((await first).payload)).toBe("first");
    expect(text((await second).payload)).toBe("second");
    const third = client.request({ url: URL });
    await clock.settle();
    server!.send(Code.NotFound, server!.take()[0]!.token);
    expect((await third).code).toBe(Code.NotFound);
    expect(accepted.length).toBe(1);
  });

  it("fails requests that are open when the connection ends, and connects again for the next", async () => {
    const { client, accepted, clock } = await rawServer();
    const open = client.request({ url: URL });
    await clock.settle();
    accepted[0]!.introduce();
    accepted[0]!.stream.destroy();
    await expect(within(clock, 100, open)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
    const next = client.request({ url: URL });
    await clock.settle();
    expect(accepted.length).toBe(2);
    accepted[1]!.introduce();
    accepted[1]!.send(Code.Content, accepted[1]!.take()[1]!.token);
    expect((await within(clock, 100, next)).code).toBe(Code.Content);
  });

  it("fails with what the peer says in an Abort, made safe to show (§5.6)", async () => {
    const { client, accepted, clock } = await rawServer();
    const open = client.request({ url: URL });
    await clock.settle();
    accepted[0]!.introduce();
    accepted[0]!.send(Abort, "", [], Buffer.from("no\u001b[31m more"));
    await expect(within(clock, 100, open)).rejects.toMatchObject({
      code: "WOT_NETWORK",
      message: "the peer aborted the connection: no [31m more",
    });
  });

  it.each([
    ["a response before the introduction", "0045"],
    ["a message that is no message", "00e12045ff"],
    ["a TKL of 15", "00e10f45"],
  ])("aborts on %s and fails with a ProtocolError", async (_what, hex) => {
    const { client, accepted, clock } = await rawServer();
    const open = client.request({ url: URL });
    await clock.settle();
    accepted[0]!.take();
    accepted[0]!.sendBytes(hex.replace("2045ff", "1045ff"));
    await expect(within(clock, 100, open)).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    expect(accepted[0]!.take()).toMatchObject([{ code: Abort }]);
    expect(accepted[0]!.isClosed).toBe(true);
  });

  it("says that nothing was sent when nobody listens", async () => {
    const { client, clock } = await rawServer();
    const url = "coap+tcp://10.0.0.77/";
    await expect(within(clock, 100, client.request({ url }))).rejects.toMatchObject({
      code: "WOT_NETWORK",
      sent: false,
    });
  });

  it("gives a connection that does not come about connectTimeoutMs", async () => {
    const clock = manualClock();
    let wasAborted = false;
    const transport = {
      kind: "stream",
      scheme: "coap+tcp",
      limits: {},
      connect: (_target: unknown, signal: AbortSignal) => {
        signal.addEventListener("abort", () => {
          wasAborted = true;
        });
        return new Promise<ByteStream>(() => undefined);
      },
      close: async () => undefined,
    } as const;
    const client = coapClient({ clock, transport });
    await expect(within(clock, 11_000, client.request({ url: URL }))).rejects.toMatchObject({
      code: "WOT_TIMEOUT",
      sent: false,
    });
    expect(wasAborted).toBe(true);
  });

  it("answers a request of the server with 5.01 (§3.3)", async () => {
    const { client, accepted, clock } = await rawServer();
    const open = client.request({ url: URL });
    await clock.settle();
    const [, request] = accepted[0]!.take();
    accepted[0]!.introduce();
    accepted[0]!.send(Code.GET, "77");
    await clock.settle();
    expect(accepted[0]!.take()).toMatchObject([{ code: Code.NotImplemented, token: "77" }]);
    accepted[0]!.send(Code.Content, request!.token);
    expect((await within(clock, 100, open)).code).toBe(Code.Content);
  });

  it("passes over a response that nobody waits for", async () => {
    const { client, accepted, clock } = await rawServer();
    const open = client.request({ url: URL });
    await clock.settle();
    const [, request] = accepted[0]!.take();
    accepted[0]!.introduce();
    accepted[0]!.send(Code.Content, "0102");
    accepted[0]!.send(Code.Content, "");
    accepted[0]!.send(Code.Content, request!.token);
    expect((await within(clock, 100, open)).code).toBe(Code.Content);
    expect(accepted[0]!.take()).toEqual([]);
  });

  it("waits for its answers after a Release, then closes, and keeps off as long as it was asked to (§5.5)", async () => {
    const { client, accepted, clock } = await rawServer();
    const open = client.request({ url: URL });
    await clock.settle();
    const [, request] = accepted[0]!.take();
    accepted[0]!.introduce();
    accepted[0]!.send(Release, "", [uintOption(4, 30)]);
    await clock.settle();
    expect(accepted[0]!.isClosed).toBe(false);
    accepted[0]!.send(Code.Content, request!.token);
    expect((await within(clock, 100, open)).code).toBe(Code.Content);
    await clock.settle();
    expect(accepted[0]!.isClosed).toBe(true);
    await expect(within(clock, 100, client.request({ url: URL }))).rejects.toMatchObject({
      code: "WOT_NETWORK",
      sent: false,
      message: expect.stringContaining("Hold-Off"),
    });
    await clock.advance(31_000);
    const later = client.request({ url: URL });
    later.catch(() => undefined);
    await clock.settle();
    expect(accepted.length).toBe(2);
    await client.close();
    await expect(later).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("asks a server that is silent by a Ping, and gives it up when it does not answer (§5.4)", async () => {
    const { client, accepted, clock } = await rawServer();
    const open = client.request({ url: URL, timeoutMs: 1_000_000 });
    await clock.settle();
    accepted[0]!.introduce();
    await clock.settle();
    accepted[0]!.take();
    await clock.advance(61_000);
    const [ping] = accepted[0]!.take();
    expect(ping).toMatchObject({ code: Ping });
    accepted[0]!.send(Pong, ping!.token);
    await clock.advance(59_000);
    expect(accepted[0]!.isClosed).toBe(false);
    await expect(within(clock, 30_000, open)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: true });
    expect(accepted[0]!.isClosed).toBe(true);
  });

  it("closes a connection that is idle, and opens another when it is needed", async () => {
    const { client, server, clock } = await streamLab({ handler: () => ok }).then((lab) => ({
      ...lab,
      client: lab.client(),
    }));
    expect((await within(clock, 100, client.request({ url: URL }))).code).toBe(Code.Content);
    await clock.advance(200_000);
    expect((await within(clock, 100, client.request({ url: URL }))).code).toBe(Code.Content);
    expect(server.observerCount).toBe(0);
  });

  it("opens no more than maxConnections", async () => {
    const lab = await streamLab({ handler: () => new Promise(() => undefined) });
    const client = lab.client({}, { maxConnections: 1 });
    const open = client.request({ url: URL });
    open.catch(() => undefined);
    await lab.clock.settle();
    await expect(client.request({ url: "coap+tcp://10.0.0.1/" })).rejects.toMatchObject({ code: "WOT_STATE" });
    await client.close();
    await expect(open).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("holds no more than maxWaitingPerPeer requests for a connection that is not there", async () => {
    const clock = manualClock();
    const transport = {
      kind: "stream",
      scheme: "coap+tcp",
      limits: {},
      connect: () => new Promise<ByteStream>(() => undefined),
      close: async () => undefined,
    } as const;
    const client = coapClient({ clock, transport, maxWaitingPerPeer: 2 });
    const open = [client.request({ url: URL }), client.request({ url: URL })];
    for (const one of open) one.catch(() => undefined);
    await clock.settle();
    await expect(client.request({ url: URL })).rejects.toMatchObject({ code: "WOT_STATE" });
    await client.close();
    await expect(open[0]).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("sends nothing of a request that was given up before there was a connection", async () => {
    const { client, accepted, clock } = await rawServer();
    const abort = new AbortController();
    const given = client.request({ url: `${URL}/given-up`, signal: abort.signal });
    const kept = client.request({ url: URL });
    abort.abort();
    await expect(given).rejects.toMatchObject({ code: "WOT_ABORTED" });
    await clock.settle();
    expect(accepted[0]!.take().filter(({ code }) => code === Code.GET).length).toBe(1);
    await client.close();
    await expect(kept).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("waits for no response that is not wanted: the transport has the request (RFC 7967)", async () => {
    const seen: string[] = [];
    const lab = await streamLab({
      handler: ({ payload }) => {
        seen.push(text(payload));
        return { code: Code.Changed };
      },
    });
    const client = lab.client();
    for (const payload of ["a", "b"])
      await within(lab.clock, 100, client.request({ url: URL, method: Code.POST, payload, noResponse: true }));
    await lab.clock.settle();
    expect(seen).toEqual(["a", "b"]);
  });

  it("refuses a URI of another scheme", async () => {
    const { client } = await rawServer();
    await expect(client.request({ url: "coap://10.0.0.1/" })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });
});
