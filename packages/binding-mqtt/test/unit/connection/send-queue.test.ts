import { settled } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import type { Settle } from "../../../src/connection/outgoing.js";
import { LinkScene, messageOf, silently } from "../../link-scene.js";

describe("A message that the broker has not acknowledged", () => {
  it("is sent again as the same packet when the broker still has the session, before later ones", async () => {
    await using scene = await LinkScene.open({}, silently);
    scene.broker.keepsSessions = true;
    const one = scene.publish("1", 1);
    const two = scene.publish("2", 1);
    await scene.untilPublished(2);
    await scene.cut();
    const three = scene.publish("3", 1);
    scene.broker.script = () => false;
    await scene.back();
    expect(await scene.untilPublished(5)).toEqual(["1", "2", "1 again", "2 again", "3"]);
    expect(await Promise.all([one, two, three])).toEqual(["acknowledged", "acknowledged", "acknowledged"]);
    const identifiers = scene.broker.all("publish").map(({ messageId }) => messageId);
    expect(identifiers.slice(2, 4)).toEqual(identifiers.slice(0, 2));
    expect(scene.connection.queued).toEqual({ messages: 0, bytes: 0, inFlight: 0 });
  });

  it("is sent as a new one when the broker has lost the session", async () => {
    await using scene = await LinkScene.open({}, silently);
    const one = scene.publish("1", 1);
    await scene.untilPublished(1);
    await scene.cut();
    scene.broker.script = () => false;
    await scene.back();
    expect(await scene.untilPublished(2)).toEqual(["1", "1"]);
    expect(await one).toBe("acknowledged");
  });

  it("is its sender's again when the broker has lost the session, where that is wanted", async () => {
    await using scene = await LinkScene.open({}, silently);
    const heard: string[] = [];
    for (const text of ["1", "2"]) {
      const settle = (): void => void heard.push("settled");
      const sessionLost = (): void => void heard.push(text);
      scene.connection.send(messageOf(text, 1), { untilMs: 60_000, settle, sessionLost });
    }
    await scene.untilPublished(2);
    await scene.cut();
    expect([heard, scene.connection.queued.messages]).toEqual([[], 2]);
    const { length } = scene.broker.all("connect");
    await scene.clock.advance(1);
    await scene.broker.nth("connect", length);
    expect(await scene.publish("3", 0)).toBe("acknowledged");
    expect([heard, scene.connection.queued.messages]).toEqual([["1", "2"], 0]);
  });

  it("is sent anew with MQTT 3.1.1, which has clean sessions here", async () => {
    await using scene = await LinkScene.open({ protocolVersion: 4 }, silently);
    scene.broker.keepsSessions = true;
    const one = scene.publish("1", 1);
    await scene.untilPublished(1);
    await scene.cut();
    scene.broker.script = () => false;
    await scene.back();
    expect(await scene.untilPublished(2)).toEqual(["1", "1"]);
    expect(await one).toBe("acknowledged");
    expect(scene.broker.all("connect").map(({ clean }) => clean)).toEqual([true, true]);
  });

  it("survives any number of connections that have brought something forward", async () => {
    await using scene = await LinkScene.open(
      {},
      (packet) => packet.cmd === "publish" && `${packet.payload}` === "late",
    );
    scene.broker.keepsSessions = true;
    const texts = ["a", "b", "c", "d", "e"];
    for (const text of texts) {
      expect(await scene.publish(text, 1)).toBe("acknowledged");
      if (text === "a") void scene.publish("late", 1);
      await scene.cut();
      await scene.back();
    }
    expect(scene.connection.queued.messages).toBe(1);
  });

  it("fails when connection after connection ends over it, and lets the next one pass", async () => {
    await using scene = await LinkScene.open({}, (packet, link) => {
      if (packet.cmd !== "publish" || `${packet.payload}` !== "poison") return false;
      link.cut();
      return true;
    });
    scene.broker.keepsSessions = true;
    const lost = scene.lost();
    const poison = scene.publish("poison", 1);
    const other = scene.publish("other", 1);
    await lost;
    for (const _ of [2, 3]) {
      const again = scene.lost();
      await scene.back();
      await again;
    }
    expect(await poison).toMatchObject({
      code: "WOT_NETWORK",
      sent: true,
      message: expect.stringContaining("3 connections"),
    });
    await scene.back();
    expect(await other).toBe("acknowledged");
  });

  it("is forgotten when nobody waits for it any more, and the next connection does not send it", async () => {
    await using scene = await LinkScene.open({}, silently);
    scene.broker.keepsSessions = true;
    const late = scene.publish("late", 1, 1000);
    await scene.untilPublished(1);
    await scene.clock.advance(1000);
    expect(await late).toMatchObject({ code: "WOT_TIMEOUT", sent: true });
    await scene.cut();
    expect(scene.connection.queued.messages).toBe(0);
  });
});

describe("A message that waits for a connection", () => {
  it("is forgotten when its exchange is over for another reason", async () => {
    await using scene = await LinkScene.open({ minReconnectDelayMs: 5000, maxReconnectDelayMs: 5000 });
    await scene.cut();
    {
      using deadline = scene.patience();
      void scene.connection.publish(messageOf("1", 1), deadline);
      void scene.connection.publish(messageOf("2", 1), deadline);
      await settled();
      expect(scene.connection.queued.messages).toBe(2);
    }
    expect(scene.connection.queued.messages).toBe(0);
  });
});

describe("A message of QoS 2", () => {
  it("is published again as the same packet when the broker has not taken it, and released once", async () => {
    await using scene = await LinkScene.open({}, silently);
    scene.broker.keepsSessions = true;
    const one = scene.publish("1", 2);
    await scene.untilPublished(1);
    await scene.cut();
    scene.broker.script = () => false;
    await scene.back();
    expect(await one).toBe("acknowledged");
    expect(scene.published).toEqual(["1", "1 again"]);
    expect(scene.broker.all("pubrel")).toHaveLength(1);
  });

  it("is only released again when the broker has taken it", async () => {
    await using scene = await LinkScene.open({}, ({ cmd }) => cmd === "pubrel");
    scene.broker.keepsSessions = true;
    const one = scene.publish("1", 2);
    const { messageId } = await scene.broker.nth("pubrel", 0);
    await scene.cut();
    scene.broker.script = () => false;
    await scene.back();
    expect(await one).toBe("acknowledged");
    expect(scene.published).toEqual(["1"]);
    expect(scene.broker.all("pubrel").map((packet) => packet.messageId)).toEqual([messageId, messageId]);
  });

  it("fails when the broker has lost the session: it must not arrive twice", async () => {
    await using scene = await LinkScene.open({}, silently);
    const one = scene.publish("1", 2);
    await scene.untilPublished(1);
    await scene.cut();
    const two = scene.publish("2", 2);
    scene.broker.script = () => false;
    await scene.back();
    expect(await one).toMatchObject({ code: "WOT_NETWORK", sent: true });
    expect(await two).toBe("acknowledged");
    expect(scene.published).toEqual(["1", "2"]);
  });

  it("is carried to its end though nobody waits for it, as the broker may hold its identifier", async () => {
    await using scene = await LinkScene.open({}, silently);
    scene.broker.keepsSessions = true;
    const late = scene.publish("late", 2, 1000);
    await scene.untilPublished(1);
    await scene.clock.advance(1000);
    expect(await late).toMatchObject({ code: "WOT_TIMEOUT", sent: true });
    await scene.cut();
    scene.broker.script = () => false;
    expect(scene.connection.queued.messages).toBe(1);
    await scene.clock.advance(1);
    expect(await scene.publish("next", 1)).toBe("acknowledged");
    expect(scene.published).toEqual(["late", "late again", "next"]);
  });
});

describe("A queue", () => {
  it("sends no more ahead of acknowledgements than the broker takes, and all in the end", async () => {
    const scene = await LinkScene.open({ receiveMaximum: 5 });
    await using _ = scene;
    await scene.cut();
    scene.broker.connack = { receiveMaximum: 3 };
    let unacknowledged = 0;
    let most = 0;
    scene.broker.script = (packet, link) => {
      if (packet.cmd !== "publish") return false;
      unacknowledged += 1;
      most = Math.max(most, unacknowledged);
      setImmediate(() => {
        unacknowledged -= 1;
        link.send({ cmd: "puback", messageId: packet.messageId! });
      });
      return true;
    };
    const all = Array.from({ length: 20 }, (_, index) => scene.publish(`${index}`, 1));
    await scene.back();
    expect(new Set(await Promise.all(all))).toEqual(new Set(["acknowledged"]));
    expect([most, scene.published.length]).toEqual([3, 20]);
    expect(scene.published).toEqual(Array.from({ length: 20 }, (_, index) => `${index}`));
  });

  it.each([
    ["messages", { maxQueuedMessages: 2 }],
    ["bytes", { maxQueuedBytes: 5 }],
  ])("refuses what is over its bound of %s", async (_, limits) => {
    await using scene = await LinkScene.open(limits);
    await scene.cut();
    const [one, two] = [scene.publish("1", 0), scene.publish("2", 1)];
    expect(await scene.publish("3", 1)).toMatchObject({ code: "WOT_NETWORK", sent: false });
    expect(scene.connection.queued).toEqual({ messages: 2, bytes: 4, inFlight: 0 });
    await scene.back();
    expect(await Promise.all([one, two])).toEqual(["acknowledged", "acknowledged"]);
  });

  it("drops the oldest message of QoS 0 for a new one where that is wanted, never one of QoS 1", async () => {
    await using scene = await LinkScene.open({ maxQueuedMessages: 3, whenQueueFull: "drop-oldest" });
    await scene.cut();
    const sent = [scene.publish("1", 1), scene.publish("a", 0), scene.publish("2", 1), scene.publish("3", 1)];
    expect(await sent[1]).toMatchObject({ code: "WOT_NETWORK", sent: false });
    expect(await scene.publish("4", 1)).toMatchObject({ code: "WOT_NETWORK", sent: false });
    await scene.back();
    expect(await scene.untilPublished(3)).toEqual(["1", "2", "3"]);
  });

  it("says of a message that waited until its deadline that a repeat is safe", async () => {
    await using scene = await LinkScene.open({ minReconnectDelayMs: 5000, maxReconnectDelayMs: 5000 });
    await scene.cut();
    const waiting = scene.publish("1", 1, 1000);
    await scene.clock.advance(1000);
    expect(await waiting).toMatchObject({ code: "WOT_TIMEOUT", sent: false });
    expect(scene.connection.queued.messages).toBe(0);
  });

  it("keeps nothing for a connection that was never there: another Form may serve", async () => {
    await using scene = await LinkScene.open();
    const { url } = scene.connection;
    await scene.broker[Symbol.asyncDispose]();
    await using other = await LinkScene.open();
    const { BrokerConnection } = await import("../../../src/connection/broker-connection.js");
    const never = new BrokerConnection({ ...other.connection.options, address: scene.connection.options.address });
    using deadline = other.patience();
    const publishing = never.publish(messageOf("1", 1), deadline);
    await expect(publishing).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
    expect([never.url, never.queued.messages]).toEqual([url, 0]);
    await never.close(0);
  });

  it("fails what waits when the broker does not let the client in any more", async () => {
    await using scene = await LinkScene.open();
    await scene.cut();
    const waiting = scene.publish("1", 1);
    scene.broker.script = ({ cmd }, link) => {
      if (cmd !== "connect") return false;
      link.send({ cmd: "connack", returnCode: 0, reasonCode: 0x87, sessionPresent: false });
      return true;
    };
    await scene.back();
    expect(await waiting).toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
    expect(scene.connection.queued.messages).toBe(0);
  });

  it("keeps nothing while the connection is lost where that is not wanted", async () => {
    await using scene = await LinkScene.open({ whileDisconnected: "fail" });
    await scene.cut();
    await scene.broker[Symbol.asyncDispose]();
    expect(await scene.publish("1", 1)).toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("has one timer for all that comes to an end, and tells each", async () => {
    await using scene = await LinkScene.open({ minReconnectDelayMs: 5000, maxReconnectDelayMs: 5000 });
    await scene.cut();
    const ended: string[] = [];
    for (let i = 0; i < 100; i++) {
      const settle: Settle = (error) => ended.push(String(error?.code));
      scene.connection.send(messageOf(`${i}`, 1), { untilMs: i < 50 ? 100 : 200, settle });
    }
    const reconnecting = 1;
    expect(scene.clock.pending - reconnecting).toBe(1);
    await scene.clock.advance(100);
    expect(ended).toEqual(Array.from({ length: 50 }, () => "WOT_TIMEOUT"));
    await scene.clock.advance(100);
    expect([ended.length, scene.connection.queued.messages]).toEqual([100, 0]);
  });

  it("fails all that is in it when it is closed, and says what the broker may have", async () => {
    const scene = await LinkScene.open({}, silently);
    const one = scene.publish("1", 1);
    await scene.untilPublished(1);
    await scene.cut();
    const two = scene.publish("2", 1);
    await scene[Symbol.asyncDispose]();
    expect(await one).toMatchObject({ code: "WOT_NETWORK", sent: true });
    expect(await two).toMatchObject({ code: "WOT_NETWORK", sent: false });
  });

  it("waits for a slow socket without a listener for each message", async () => {
    await using scene = await LinkScene.open({ maxQueuedMessages: 20_000, maxQueuedBytes: 20_000_000 });
    const warnings: string[] = [];
    const warn = (warning: Error): void => void warnings.push(warning.name);
    process.on("warning", warn);
    const text = "x".repeat(500);
    const all = Array.from({ length: 5000 }, () => scene.publish(text, 0));
    expect(scene.connection.queued.messages).toBeGreaterThan(1000);
    expect(new Set(await Promise.all(all))).toEqual(new Set(["acknowledged"]));
    await scene.broker.nth("publish", 4999);
    process.off("warning", warn);
    expect(warnings).toEqual([]);
  });
});
