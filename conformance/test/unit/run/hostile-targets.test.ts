import { createServer, type Server, type Socket } from "node:net";
import { type Report, runCommandLine, runConformance, verdicts } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { perfectDescription, perfectPath, perfectScript } from "../../../selftest/http/perfect-thing.js";
import { type Answer, ScriptedThing } from "../../../selftest/http/scripted-thing.js";

/** Something that listens and does what it likes with whoever connects. */
class RawTarget implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, behave: (socket: Socket) => void) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {});
      behave(socket);
    });
  }

  static async start(behave: (socket: Socket) => void): Promise<RawTarget> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new RawTarget(server, behave);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}/lamp`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Says this to whoever asks, and leaves the connection open. */
const saying = (text: string | Uint8Array) => (socket: Socket) => void socket.once("data", () => socket.write(text));

/** Writes `block` for ever, as fast as it is taken, after `start`. */
function flooding(start: string, block: Uint8Array | string) {
  return (socket: Socket): void => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(block));
    };
    socket.once("data", () => {
      socket.write(start);
      socket.on("drain", more);
      more();
    });
  };
}

const ok = "HTTP/1.1 200 OK\r\ncontent-type: application/td+json\r\n";
const options = {
  timeoutMs: 3_000,
  requestsPerSecond: 100_000,
  limits: { requestTimeoutMs: 40, maxBodyBytes: 1_000_000 },
};

/** Every check has a verdict that is one, and nothing speaks of the inside of this program. */
function expectVerdicts(report: Report): void {
  expect(report.things.length).toBeGreaterThan(0);
  const results = report.things.flatMap(({ results }) => results);
  expect(results.length).toBeGreaterThan(20);
  expect(results.filter(({ verdict }) => !verdicts.includes(verdict))).toEqual([]);
  const words = JSON.stringify(results.map(({ actual, expected }) => [actual, expected]));
  expect(words).not.toMatch(/ {4}at |could not be carried out|TypeError|RangeError/);
}

describe("a target that", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["says nothing", () => {}],
    ["hangs up at once", (socket) => void socket.destroy()],
    ["ends its half and says nothing", (socket) => void socket.end()],
    [
      "hangs up half-way",
      (socket) => void socket.once("data", () => socket.end(`${ok}content-length: 100\r\n\r\n{"a"`)),
    ],
    ["promises more than it sends", saying(`${ok}content-length: 1000\r\n\r\n{}`)],
    ["sends more than it promises", saying(`${ok}content-length: 2\r\n\r\n{}{"title":1}`)],
    ["promises two lengths", saying(`${ok}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `)],
    ["promises a length that is none", saying(`${ok}content-length: -1\r\n\r\n{}`)],
    ["promises a length beyond counting", saying(`${ok}content-length: 99999999999999999999\r\n\r\n{}`)],
    ["sends a gigabyte", flooding(`${ok}content-length: 1073741824\r\n\r\n`, Buffer.alloc(65_536, "x"))],
    ["sends chunks for ever", flooding(`${ok}transfer-encoding: chunked\r\n\r\n`, `400\r\n${"x".repeat(0x400)}\r\n`)],
    ["sends fields for ever", flooding("HTTP/1.1 200 OK\r\n", `x: ${"x".repeat(1_000)}\r\n`)],
    ["says for ever that it will answer", flooding("", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100))],
    ["redirects to itself", saying("HTTP/1.1 302 Found\r\nlocation: /lamp\r\ncontent-length: 0\r\n\r\n")],
    ["speaks SSH", saying("SSH-2.0-OpenSSH_9.6\r\n")],
    ["speaks TLS", saying(Uint8Array.of(21, 3, 1, 0, 2, 2, 40))],
    ["speaks MQTT", saying(Uint8Array.of(0x20, 2, 0, 0))],
    ["speaks HTTP/0.9", saying('{"title": "lamp"}')],
    ["says 999", saying("HTTP/1.1 999 \r\ncontent-length: 0\r\n\r\n")],
    [
      "compresses what nobody asked to be",
      saying(`${ok}content-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\x00`),
    ],
  ])("%s is judged within the deadline", async (_, behave) => {
    await using target = await RawTarget.start(behave);
    expectVerdicts(await runConformance(target.url, options));
  });

  it.each<[string, (origin: string) => string]>([
    ["is nested without end", () => "[".repeat(100_000)],
    ["is nested deeply", () => `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
    ["nests its schema", (origin) => nested(origin)],
    ["has ten thousand properties", (origin) => many(origin)],
    [
      "has names of the prototype",
      () => '{"title":"x","__proto__":{"id":1},"properties":{"constructor":{"forms":null}}}',
    ],
    [
      "has Forms to addresses that are none",
      (origin) => leading(origin, ["http://", "http://[", "//", "\u0000", "http://a b/"]),
    ],
    ["has Forms to what is no network", (origin) => leading(origin, ["file:///etc/hosts", "data:,1", "javascript:1"])],
    [
      "has Forms to itself",
      (origin) => leading(origin, [origin, `${origin}${perfectPath}`, `${origin}/properties/on`]),
    ],
  ])("has a description that %s is judged within the deadline", async (_, describing) => {
    await using thing = await ScriptedThing.start((question, origin): Answer => {
      if (question.path !== perfectPath) return perfectScript(false)(question, origin) as Answer;
      return { status: 200, headers: { "content-type": "application/td+json" }, body: describing(origin) };
    });
    expectVerdicts(await runConformance(`${thing.origin}${perfectPath}`, options));
  });

  it("does any of this leads to an exit code and no stack", async () => {
    await using target = await RawTarget.start(flooding(`${ok}\r\n`, "x".repeat(65_536)));
    let words = "";
    const take = (text: string): void => {
      words += text;
    };
    const terminal = { out: take, err: take, interrupted: () => {} };
    const code = await runCommandLine(["run", target.url, "--timeout", "1000"], terminal);
    expect(code).toBe(3);
    expect(words).not.toMatch(/ {4}at /);
  });
});

/** A description whose one value has a schema of many levels. */
function nested(origin: string): string {
  const depth = 2_000;
  const schema = `${'{"type":"array","items":'.repeat(depth)}{}${"}".repeat(depth)}`;
  return JSON.stringify(perfectDescription(origin, false)).replace('"type":"integer"', `"items":${schema}`);
}

function many(origin: string): string {
  const { properties, ...rest } = perfectDescription(origin, false);
  const names = Array.from({ length: 10_000 }, (_, index) => [`p${index}`, properties!.on] as const);
  return JSON.stringify({ ...rest, properties: Object.fromEntries(names) });
}

/** A description with a property for each of these addresses. */
function leading(origin: string, hrefs: readonly string[]): string {
  const description = perfectDescription(origin, false);
  const forms = hrefs.map((href, index) => [`p${index}`, { type: "string", forms: [{ href, op: "readproperty" }] }]);
  return JSON.stringify({ ...description, properties: Object.fromEntries(forms) });
}
