import { FakeClock } from "@thingwright/contract-tests";
import type { WotError } from "@thingwright/errors";
import { beforeEach, describe, expect, it } from "vitest";
import { type BusLink, type GroupTelegram, writeTelegram } from "../../../../src/index.js";
import { encodeMessage, service } from "../../../../src/ip/message.js";
import { secured } from "../../../../src/ip/secure/secure-carrier.js";
import type { TunnelUser } from "../../../../src/ip/secure/secure-handshake.js";
import { tunnel } from "../../../../src/ip/tunnel.js";
import { tunnelLimits } from "../../../../src/ip/tunnel-limits.js";
import { FakeInterface } from "../../../support/fake-interface.js";
import { carrierTo, type SecurePeer } from "../../../support/secure-peer.js";

const user: TunnelUser = { id: 2, password: "swordfish", deviceAuthentication: "lighthouse" };
const switchOn = writeTelegram(0x0804, { isShort: true, bytes: Uint8Array.of(1) });
const limits = { ...tunnelLimits, connectTimeoutMs: 100 };

let clock: FakeClock;
let device: FakeInterface;
let peer: SecurePeer;
let heard: GroupTelegram[];
let lost: WotError[];

beforeEach(() => {
  clock = new FakeClock();
  device = new FakeInterface();
  heard = [];
  lost = [];
});

const opened = (as: TunnelUser = user): Promise<BusLink> => {
  const carrier = secured(
    carrierTo(device, user, (each) => {
      peer = each;
    }),
    as,
    limits,
    clock,
  );
  const listener = { heard: (each: GroupTelegram) => heard.push(each), lost: (each: WotError) => lost.push(each) };
  return tunnel(carrier, limits, clock)(listener, new AbortController().signal);
};

describe("a secure session", () => {
  it("carries a tunnel for a user who knows the password", async () => {
    const link = await opened();
    await link.send(switchOn, { timeoutMs: 1000 });
    device.indicate(switchOn);
    expect(device.telegrams).toEqual([switchOn]);
    expect(heard).toEqual([switchOn]);
  });

  it("is refused for another password, another user, or another interface", async () => {
    for (const other of [{ password: "cod" }, { id: 3 }, { deviceAuthentication: "beacon" }]) {
      await expect(opened({ ...user, ...other })).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    }
    expect(device.received).toEqual([]);
  });

  it("is not asked for by a user that there cannot be", async () => {
    await expect(opened({ ...user, id: Number("x") })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("is had without knowing who the interface is, where its code is not known", async () => {
    await opened({ id: 2, password: "swordfish" });
  });

  it("passes over what is repeated, or comes in the open", async () => {
    await opened();
    const frame = "2900bce01105080401 0081".replace(" ", "");
    const message = encodeMessage(service.tunnellingRequest, Buffer.from(`04070000${frame}`, "hex"));
    peer.send(message);
    peer.send(message, 1);
    expect(heard).toHaveLength(1);
  });

  it("stays alive, and ends when the interface ends it", async () => {
    await opened();
    await clock.advance(65_000);
    expect(peer.told).toEqual([4, 4]);
    peer.tell(4);
    expect(lost).toEqual([]);
    peer.tell(5);
    expect(lost).toMatchObject([{ code: "WOT_NETWORK" }]);
    await clock.advance(65_000);
    expect(peer.told).toEqual([4, 4]);
  });

  it("takes leave", async () => {
    const link = await opened();
    await link.close();
    await expect.poll(() => peer.told, { interval: 1 }).toEqual([5]);
    expect([lost, clock.pending]).toEqual([[], 0]);
  });
});
