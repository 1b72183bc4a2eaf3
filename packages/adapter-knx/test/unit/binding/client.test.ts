import { FakeClock, jsonContent, jsonOf, recordingSink, settled, textOf } from "@thingwright/contract-tests";
import type { ClientBinding } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultBusLimits, knxClient } from "../../../src/index.js";
import { FakeBus } from "../../support/fake-bus.js";
import { formRequest, prepared } from "../../support/prepared.js";

const exchange = { timeoutMs: 5000 };
const { readTimeoutMs, statusWaitMs, maxSilenceMs } = defaultBusLimits;

let clock: FakeClock;
let wire: FakeBus;
let client: ClientBinding;

beforeEach(() => {
  clock = new FakeClock();
  wire = new FakeBus();
  client = knxClient({ open: () => wire.open, clock, random: () => 0 });
});

afterEach(() => client.stop());

const form = (path: string, datapointType: string, terms: object = {}) => ({
  href: `knx://192.0.2.7/${path}`,
  "knxv:datapointType": datapointType,
  ...terms,
});

const read = (path: string, type: string, terms: object = {}) =>
  prepared(client, form(path, type, terms), "readproperty")
    .request(exchange)
    .then(jsonOf);

const write = (path: string, type: string, value: unknown, terms: object = {}) =>
  prepared(client, form(path, type, terms), "writeproperty").request({ ...exchange, content: jsonContent(value) });

const observe = async (
  path: string,
  type: string,
  terms: object = {},
  operation: "observeproperty" | "subscribeevent" = "observeproperty",
) => {
  const sink = recordingSink();
  const subscription = await prepared(client, form(path, type, terms), operation).subscribe(exchange, sink);
  return { sink, subscription };
};

const failure = (work: Promise<unknown>): Promise<WotError> =>
  work.then(
    () => Promise.reject(new Error("succeeded")),
    (error: WotError) => error,
  );

describe("the KNX client", () => {
  it("reads a value from the device that answers for it", async () => {
    wire.answers("1/0/5", "9.001", 21.5);
    expect(await read("1/0/5", "9.001")).toBe(21.5);
    expect(wire.sent).toEqual(["read 1/0/5"]);
  });

  it("takes the latest that was heard where nobody answers", async () => {
    await observe("1/0/9", "1.001");
    wire.says("1/0/5", "9.001", 19);
    expect(await read("1/0/5", "9.001", { "knxv:answers": false })).toBe(19);
    expect(wire.sent).toEqual([]);
    const unsure = read("1/0/5", "9.001");
    await clock.advance(readTimeoutMs);
    expect(await unsure).toBe(19);
    const sure = failure(read("1/0/5", "9.001", { "knxv:answers": true }));
    await clock.advance(readTimeoutMs);
    expect(await sure).toMatchObject({ code: "WOT_TIMEOUT" });
    expect(await failure(read("1/0/6", "9.001", { "knxv:answers": false }))).toMatchObject({ code: "WOT_UNAVAILABLE" });
  });

  it("finds an answer that is no value of its type to be the device's fault", async () => {
    wire.answers("1/0/5", "1.001", true);
    expect(await failure(read("1/0/5", "9.001"))).toMatchObject({
      code: "WOT_PROTOCOL",
      message: expect.stringContaining("1/0/5"),
    });
    wire.answers("1/0/6", "5.010", 1);
    await clock.advance(100);
    expect(await failure(read("1/0/6", "1.001"))).toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("writes short values and long ones", async () => {
    await write("1/0/4", "1.001", true);
    const second = write("1/0/5", "9.001", 21.5);
    await clock.advance(100);
    await second;
    expect(wire.sent).toEqual(["write 1/0/4 01", "write 1/0/5 0c33"]);
  });

  it("refuses a value that its type cannot say, and sends nothing", async () => {
    expect(await failure(write("1/0/5", "5.001", 101))).toMatchObject({ code: "WOT_DATA_INVALID" });
    expect(wire.opened).toBe(0);
  });

  it("has written when the status has told of it, by itself", async () => {
    wire.onWrite = () => wire.says("1/1/4", "1.001", true);
    await write("1/0/4", "1.001", true, { "knxv:status": "1/1/4" });
    expect(wire.sent).toEqual(["write 1/0/4 01"]);
  });

  it("asks for a status that does not tell, as one that does not change does", async () => {
    wire.answers("1/1/4", "1.001", true);
    const writing = write("1/0/4", "1.001", true, { "knxv:status": "1/1/4" });
    await clock.advance(statusWaitMs);
    await writing;
    expect(wire.sent).toEqual(["write 1/0/4 01", "read 1/1/4"]);
  });

  it("does not know whether it has written when there is no status at all", async () => {
    const writing = failure(write("1/0/4", "1.001", true, { "knxv:status": "1/1/4" }));
    await clock.advance(statusWaitMs + readTimeoutMs);
    expect(await writing).toMatchObject({ code: "WOT_TIMEOUT", message: expect.stringContaining("1/1/4") });
  });

  it("has written what a status has told before, where nobody knows whether that answers", async () => {
    await observe("1/1/4", "1.001");
    wire.says("1/1/4", "1.001", true);
    const writing = write("1/0/4", "1.001", true, { "knxv:status": "1/1/4" });
    await clock.advance(statusWaitMs + readTimeoutMs);
    await writing;
    const other = failure(write("1/0/4", "1.001", false, { "knxv:status": "1/1/4" }));
    const sure = failure(write("1/0/4", "1.001", true, { "knxv:status": "1/1/4", "knxv:statusAnswers": true }));
    await clock.advance(2 * (statusWaitMs + readTimeoutMs));
    expect([await other, await sure]).toMatchObject([{ code: "WOT_TIMEOUT" }, { code: "WOT_TIMEOUT" }]);
  });

  it("tells what comes, beginning with what is known", async () => {
    await observe("1/0/9", "1.001");
    wire.says("1/0/5", "9.001", 19);
    const { sink, subscription } = await observe("1/0/5", "9.001");
    wire.says("1/0/5", "9.001", 20);
    wire.says("1/0/5", "9.001", 21, "response");
    wire.says("1/0/6", "9.001", 22);
    await subscription.stop();
    wire.says("1/0/5", "9.001", 23);
    expect(sink.values).toEqual([19, 20, 21]);
  });

  it("tells each telegram as an event, but no answer", async () => {
    const { sink } = await observe("1/0/5", "1.017", {}, "subscribeevent");
    wire.says("1/0/5", "1.017", true);
    wire.says("1/0/5", "1.017", true);
    wire.says("1/0/5", "1.017", true, "response");
    expect(sink.values).toEqual([true, true]);
  });

  it("gives nonsense as a body that is no value, and goes on", async () => {
    const { sink } = await observe("1/0/5", "9.001");
    wire.says("1/0/5", "1.001", true);
    wire.says("1/0/5", "9.001", 20);
    expect(sink.contents.map(textOf)).toEqual(["0x01", "20"]);
  });

  it("says that values may be missing while the bus is away, and when they come again", async () => {
    const { sink } = await observe("1/0/5", "9.001");
    wire.cut();
    await clock.advance(2000);
    wire.isCut = false;
    await clock.advance(60_000);
    wire.says("1/0/5", "9.001", 20);
    expect(sink.calls.map(({ kind }) => kind)).toEqual(["interrupted", "resumed", "next"]);
  });

  it("asks a device that is silent for long, and says that it is gone when it does not answer", async () => {
    wire.answers("1/0/5", "9.001", 20);
    const { sink } = await observe("1/0/5", "9.001", { "knxv:answers": true });
    await clock.advance(maxSilenceMs);
    expect(sink.values).toEqual([20]);
    wire.values.clear();
    await clock.advance(maxSilenceMs + readTimeoutMs);
    expect(sink.calls.at(-1)).toMatchObject({ kind: "interrupted", error: { code: "WOT_TIMEOUT" } });
    wire.says("1/0/5", "9.001", 21);
    expect(sink.calls.slice(-2).map(({ kind }) => kind)).toEqual(["resumed", "next"]);
  });

  it("does not ask a device that it does not know to answer", async () => {
    await observe("1/0/5", "9.001");
    await clock.advance(3 * maxSilenceMs);
    expect(wire.sent).toEqual([]);
  });

  it("has no more subscriptions than it may", async () => {
    client = knxClient({ open: () => wire.open, clock, limits: { maxSubscriptions: 1 } });
    const { subscription } = await observe("1/0/5", "9.001");
    expect(await failure(observe("1/0/6", "9.001"))).toMatchObject({ code: "WOT_STATE" });
    await subscription.stop();
    await observe("1/0/6", "9.001");
  });

  it("ends a subscription with its caller", async () => {
    const caller = new AbortController();
    const sink = recordingSink();
    const plan = prepared(client, form("1/0/5", "9.001"), "observeproperty");
    await plan.subscribe({ ...exchange, signal: caller.signal }, sink);
    caller.abort();
    wire.says("1/0/5", "9.001", 1);
    expect(sink.values).toEqual([]);
  });

  it("fails at once while the bus cannot be reached", async () => {
    wire.isCut = true;
    expect(await failure(read("1/0/5", "9.001"))).toMatchObject({ code: "WOT_NETWORK", sent: false });
    expect(await failure(observe("1/0/5", "9.001"))).toMatchObject({ code: "WOT_NETWORK" });
  });

  it("opens one way for all Forms of a bus, and closes it when it is stopped", async () => {
    await observe("1/0/5", "9.001");
    await observe("1/0/6", "9.001");
    await client.stop();
    await settled();
    expect([wire.opened, wire.closed]).toEqual([1, 1]);
    expect(await failure(read("1/0/5", "9.001"))).toMatchObject({ code: "WOT_STATE" });
  });

  it.each([
    [{ href: "knx://h/1/2/3" }, "readproperty", /datapointType/],
    [form("1/2/3", "999.001"), "readproperty", /none that is known/],
    [form("0/0/0", "1.001"), "readproperty", /no group address/],
    [form("1/2/3?x=1", "1.001"), "readproperty", /is no knx/],
    [{ ...form("1/2/3", "1.001"), href: "http://h/1/2/3" }, "readproperty", /is no knx/],
    [form("1/2/3", "1.001", { "knxv:status": "4" }), "writeproperty", undefined],
    [form("1/2/3", "1.001", { "knxv:status": "1/9/9" }), "writeproperty", /knxv:status/],
    [form("1/2/3", "1.001", { contentType: "text/plain" }), "readproperty", /application\/json/],
    [form("1/2/3", "1.001", { subprotocol: "sse" }), "readproperty", /subprotocol/],
    [form("1/2/3", "1.001"), "queryaction", /no queryaction/],
  ] as const)("refuses a Form that it cannot use: %j for %s", (wrong, operation, why) => {
    const result = client.prepare(formRequest(wrong, operation));
    if (why === undefined) expect(result).not.toHaveProperty("refused");
    else expect(result).toMatchObject({ refused: expect.stringMatching(why) });
  });

  it("knows three ways onto a bus", () => {
    for (const scheme of ["knx", "knx+tcp", "knx+multicast"]) {
      const result = client.prepare(
        formRequest({ ...form("1/2/3", "1.001"), href: `${scheme}://192.0.2.7:3671/1/2/3` }, "readproperty"),
      );
      expect(result).not.toHaveProperty("refused");
    }
    expect(() => knxClient({ individualAddress: "1.1" })).toThrow(/individual address/);
    expect(() => knxClient({ limits: { maxTelegramsPerSecond: 0 } })).toThrow(/maxTelegramsPerSecond/);
  });
});
