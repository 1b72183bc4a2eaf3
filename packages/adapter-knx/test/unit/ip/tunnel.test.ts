import { FakeClock, settled } from "@thingwright/contract-tests";
import { NetworkError, type WotError } from "@thingwright/errors";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { type BusLink, type GroupTelegram, readTelegram, writeTelegram } from "../../../src/index.js";
import { service } from "../../../src/ip/message.js";
import { tunnel } from "../../../src/ip/tunnel.js";
import { tunnelLimits } from "../../../src/ip/tunnel-limits.js";
import { confirmations, FakeInterface } from "../../support/fake-interface.js";

const on = { isShort: true, bytes: Uint8Array.of(1) };
const switchOn = writeTelegram(0x0804, on);
const patience = { timeoutMs: 5000 };

let clock: FakeClock;
let device: FakeInterface;
let heard: GroupTelegram[];
let lost: WotError[];

beforeEach(() => {
  clock = new FakeClock();
  device = new FakeInterface();
  heard = [];
  lost = [];
});

const opened = (signal = new AbortController().signal): Promise<BusLink> =>
  tunnel(
    device.open,
    tunnelLimits,
    clock,
  )({ heard: (each) => heard.push(each), lost: (each) => lost.push(each) }, signal);

describe("a tunnel", () => {
  it("is opened on the link layer, with the endpoint to answer to", async () => {
    await opened();
    const endpoint = "0801c0000201c350";
    expect(Buffer.from(device.received[0]!.body).toString("hex")).toBe(`${endpoint}${endpoint}04040200`);
  });

  it("sends a telegram, and is done when the bus has it", async () => {
    const link = await opened();
    await link.send(switchOn, patience);
    expect(device.telegrams).toEqual([switchOn]);
  });

  it("counts what it sends, and begins anew after 255", async () => {
    const link = await opened();
    for (let sent = 0; sent < 258; sent++) await link.send(switchOn, patience);
    expect(device.telegrams).toHaveLength(258);
    const sequences = device.received
      .filter((each) => each.service === service.tunnellingRequest)
      .map(({ body }) => body[2]);
    expect(sequences.slice(254)).toEqual([254, 255, 0, 1]);
  });

  it("hears telegrams and acknowledges each", async () => {
    await opened();
    device.indicate(switchOn);
    device.indicate(readTelegram(9));
    expect(heard).toEqual([switchOn, readTelegram(9)]);
    expect(device.services.filter((each) => each === service.tunnellingAck)).toHaveLength(2);
  });

  it("hears a repeated telegram once, and passes over one that is out of order", async () => {
    await opened();
    device.indicate(switchOn, 0);
    device.indicate(switchOn, 0);
    device.indicate(switchOn, 5);
    expect(heard).toHaveLength(1);
    expect(device.services.filter((each) => each === service.tunnellingAck)).toHaveLength(2);
  });

  it("repeats what is not acknowledged once, and is lost then", async () => {
    const link = await opened();
    device.mute.add(service.tunnellingRequest);
    const sending = link.send(switchOn, patience).catch((error: WotError) => error);
    await clock.advance(2 * tunnelLimits.ackTimeoutMs);
    expect(await sending).toMatchObject({ code: "WOT_NETWORK" });
    expect(device.services.filter((each) => each === service.tunnellingRequest)).toHaveLength(2);
    expect(lost).toHaveLength(1);
    expect(device.isClosed).toBe(true);
  });

  it("says when nobody has acknowledged a telegram on the bus", async () => {
    const link = await opened();
    device.isRefusing = true;
    await expect(link.send(switchOn, patience)).rejects.toThrow(/no device on the bus/);
    expect(lost).toEqual([]);
  });

  it("waits for the confirmation no longer than its time, and goes on", async () => {
    const link = await opened();
    device.mute.add(confirmations);
    const late = link.send(switchOn, patience).catch((error: WotError) => error);
    await clock.advance(tunnelLimits.confirmTimeoutMs);
    expect(await late).toMatchObject({ code: "WOT_TIMEOUT" });
    device.mute.clear();
    await link.send(switchOn, patience);
    expect(lost).toEqual([]);
  });

  it("gives up with the caller, and goes on", async () => {
    const link = await opened();
    device.mute.add(confirmations);
    const caller = new AbortController();
    const sending = link.send(switchOn, { ...patience, signal: caller.signal }).catch((error: WotError) => error);
    await settled();
    caller.abort();
    expect(await sending).toMatchObject({ code: "WOT_ABORTED" });
    device.mute.clear();
    await link.send(switchOn, patience);
  });

  it.each([
    [0x24, /no tunnel: 0x24 E_NO_MORE_CONNECTIONS/],
    [0x22, /0x22 E_CONNECTION_TYPE/],
    [0x77, /0x77 unknown/],
  ])("is refused with the words of the standard for %i", async (status, words) => {
    device.status = status;
    await expect(opened()).rejects.toThrow(words);
    expect(device.isClosed).toBe(true);
  });

  it("is not opened when nobody answers, or the caller gives up", async () => {
    device.mute.add(service.connectRequest);
    const opening = opened().catch((error: WotError) => error);
    await clock.advance(tunnelLimits.connectTimeoutMs);
    expect(await opening).toMatchObject({ code: "WOT_TIMEOUT" });
    const caller = new AbortController();
    const other = opened(caller.signal).catch((error: WotError) => error);
    await settled();
    caller.abort();
    expect(await other).toMatchObject({ code: "WOT_ABORTED" });
  });

  it("asks every minute whether it still is there", async () => {
    await opened();
    await clock.advance(3 * tunnelLimits.heartbeatMs);
    expect(device.services.filter((each) => each === service.connectionStateRequest)).toHaveLength(3);
    expect(lost).toEqual([]);
  });

  it("is lost when the interface does not answer four times, or knows it no more", async () => {
    await opened();
    device.mute.add(service.connectionStateRequest);
    await clock.advance(tunnelLimits.heartbeatMs + 4 * tunnelLimits.controlTimeoutMs);
    expect(lost).toHaveLength(1);
    device = new FakeInterface();
    await opened();
    device.status = 0x21;
    await clock.advance(tunnelLimits.heartbeatMs);
    expect(lost[1]?.message).toMatch(/E_CONNECTION_ID/);
  });

  it("is lost when the interface takes leave, or the network is", async () => {
    await opened();
    device.send(service.disconnectRequest, 7, 0, 8, 1, 0, 0, 0, 0, 0, 0);
    expect(device.services).toContain(service.disconnectResponse);
    device = new FakeInterface();
    const link = await opened();
    device.lose(new NetworkError("WOT_NETWORK", "gone"));
    expect(lost).toHaveLength(2);
    await expect(link.send(switchOn, patience)).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("takes leave once, and tells nobody that it is lost", async () => {
    const link = await opened();
    await link.close();
    await link.close();
    expect(device.services.filter((each) => each === service.disconnectRequest)).toHaveLength(1);
    expect(device.isClosed).toBe(true);
    device.indicate(switchOn);
    expect([heard, lost, clock.pending]).toEqual([[], [], 0]);
  });

  it("is closed also when nobody says farewell", async () => {
    const link = await opened();
    device.mute.add(service.disconnectRequest);
    const closing = link.close();
    await clock.advance(tunnelLimits.ackTimeoutMs);
    await closing;
    expect(device.isClosed).toBe(true);
  });

  it("over TCP acknowledges nothing and waits for no acknowledgement", async () => {
    device.isReliable = true;
    const link = await opened();
    await link.send(switchOn, patience);
    device.indicate(switchOn);
    expect(heard).toEqual([switchOn]);
    expect(device.services).not.toContain(service.tunnellingAck);
  });

  it("outlives any message", async () => {
    const link = await opened();
    const messages = fc.tuple(
      fc.oneof(fc.constantFrom(...Object.values(service)), fc.integer({ min: 0, max: 0xffff })),
      fc.uint8Array({ maxLength: 40 }),
    );
    const isFarewell = (number: number): boolean => number === service.disconnectRequest;
    fc.assert(
      fc.property(messages, ([number, body]) => {
        if (!isFarewell(number)) device.send(number, ...body);
      }),
      { numRuns: 2000 },
    );
    expect(lost).toEqual([]);
    await link.close();
  });

  it("passes over messages of other channels, and what is no message", async () => {
    await opened();
    device.channel = 8;
    device.indicate(switchOn, 0);
    device.send(service.disconnectRequest, 9, 0);
    device.send(service.tunnellingRequest);
    device.send(service.tunnellingAck);
    device.send(0x7777, 1, 2, 3);
    expect([heard, lost]).toEqual([[], []]);
  });
});
