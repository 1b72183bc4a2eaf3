import { Condition, settled } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { BrokerConnection } from "../../../src/connection/broker-connection.js";
import type { MessageListener } from "../../../src/connection/listener.js";
import type { InboundMessage } from "../../../src/connection/message.js";
import type { QoS } from "../../../src/form/form-terms.js";
import { LinkScene } from "../../link-scene.js";

/** Writes down what it hears, in order. */
class Ear implements MessageListener {
  readonly heard: string[] = [];
  readonly ignoresRetained: boolean;
  readonly #condition = new Condition();

  constructor(hearsEvents = true) {
    this.ignoresRetained = hearsEvents;
  }

  message({ payload }: InboundMessage): void {
    this.#hear(`${Buffer.from(payload)}`);
  }

  interrupted(): void {
    this.#hear("interrupted");
  }

  resumed(): void {
    this.#hear("resumed");
  }

  failed(): void {
    this.#hear("failed");
  }

  until(text: string): Promise<void> {
    return this.#condition.until(() => this.heard.includes(text), text, 3000);
  }

  #hear(text: string): void {
    this.heard.push(text);
    this.#condition.changed();
  }
}

async function listen(scene: LinkScene, filter: string, ear: Ear, qos: QoS = 1) {
  using deadline = scene.patience();
  return scene.connection.listen([filter], qos, ear, deadline);
}

const filtersOf = (scene: LinkScene, cmd: "subscribe" | "unsubscribe") =>
  cmd === "subscribe"
    ? scene.broker.all("subscribe").flatMap(({ subscriptions }) => subscriptions.map(({ topic }) => topic))
    : scene.broker.all("unsubscribe").flatMap(({ unsubscriptions }) => unsubscriptions);

describe("A session with MQTT 5", () => {
  it("is kept by the broker for a time, asked for again after the connection was lost, and ends with the last one", async () => {
    const scene = await LinkScene.open();
    const ear = new Ear();
    await listen(scene, "e", ear);
    await scene.cut();
    await scene.back();
    await ear.until("resumed");
    await settled();
    const connects = scene.broker.all("connect");
    expect(connects.map(({ clean }) => clean)).toEqual([false, false]);
    expect(connects.map(({ properties }) => properties?.sessionExpiryInterval)).toEqual([300, 300]);
    expect(new Set(connects.map(({ clientId }) => clientId)).size).toBe(1);
    await scene.connection.close();
    await scene.broker.nth("disconnect", 0);
    expect(scene.broker.all("disconnect")[0]?.properties).toEqual({ sessionExpiryInterval: 0 });
    await scene[Symbol.asyncDispose]();
  });

  it("is not asked for where none is kept", async () => {
    await using scene = await LinkScene.open({ sessionExpirySeconds: 0 });
    await listen(scene, "e", new Ear());
    await scene.cut();
    await scene.back();
    expect(scene.broker.all("connect").map(({ clean }) => clean)).toEqual([true, true]);
  });

  it("says how much the client takes", async () => {
    await using scene = await LinkScene.open({ receiveMaximum: 7, topicAliasMaximum: 3 });
    expect(scene.broker.all("connect")[0]?.properties).toMatchObject({ receiveMaximum: 7, topicAliasMaximum: 3 });
  });

  it("that the broker has kept is not subscribed to again for events, and goes on before what has waited comes", async () => {
    await using scene = await LinkScene.open();
    scene.broker.keepsSessions = true;
    const events = new Ear();
    await listen(scene, "e", events);
    await scene.cut();
    scene.broker.script = (packet, link) => {
      if (packet.cmd !== "connect") return false;
      // In one breath with CONNACK, as brokers do.
      link.send({ cmd: "connack", returnCode: 0, reasonCode: 0, sessionPresent: true });
      link.publish("e", "1", { qos: 1, messageId: 1 });
      link.publish("e", "2", { qos: 2, messageId: 2 });
      return true;
    };
    await scene.back();
    await events.until("2");
    await settled();
    expect(events.heard).toEqual(["interrupted", "resumed", "1", "2"]);
    expect(filtersOf(scene, "subscribe")).toEqual(["e"]);
  });

  it("is subscribed to again for states: what is retained by now is not in it", async () => {
    await using scene = await LinkScene.open();
    scene.broker.keepsSessions = true;
    await listen(scene, "e", new Ear());
    await listen(scene, "s", new Ear(false));
    await scene.cut();
    await scene.back();
    await scene.broker.nth("subscribe", 2);
    expect(filtersOf(scene, "subscribe")).toEqual(["e", "s", "s"]);
  });

  it("is subscribed to again for everything where the broker has lost it", async () => {
    await using scene = await LinkScene.open();
    const events = new Ear();
    await listen(scene, "e", events);
    await listen(scene, "s", new Ear(false));
    await scene.cut();
    await scene.back();
    await events.until("resumed");
    expect(filtersOf(scene, "subscribe").slice(2).sort()).toEqual(["e", "s"]);
    expect(events.heard).toEqual(["interrupted", "resumed"]);
  });

  it("ends at the broker what was left while there was no connection", async () => {
    await using scene = await LinkScene.open();
    scene.broker.keepsSessions = true;
    const stays = new Ear();
    await listen(scene, "stays", stays);
    const listening = await listen(scene, "goes", new Ear());
    await scene.cut();
    await listening.stop();
    await scene.back();
    await scene.broker.nth("unsubscribe", 0);
    expect(filtersOf(scene, "unsubscribe")).toEqual(["goes"]);
    expect(filtersOf(scene, "subscribe")).toEqual(["stays", "goes"]);
  });

  it("is left to whoever takes it: this client begins another one and does not fight", async () => {
    await using scene = await LinkScene.open({ clientId: "tw-0123456789" });
    const ear = new Ear();
    await listen(scene, "e", ear);
    const lost = scene.lost();
    scene.broker.link.send({ cmd: "disconnect", reasonCode: 0x8e });
    await lost;
    await scene.back();
    await ear.until("resumed");
    const [first, second] = scene.broker.all("connect");
    expect(second?.clientId).not.toBe(first?.clientId);
    expect(second?.clientId).toMatch(/^tw-01[0-9a-f]{8}$/);
    expect(scene.connection.clientId).toBe(second?.clientId);
    expect(scene.broker.all("connect")).toHaveLength(2);
  });
});

describe("A connection to a broker that has a session for a client id that nobody has used", () => {
  it("is made under another one", async () => {
    await using other = await LinkScene.open();
    const { broker, connection } = other;
    broker.script = (packet, link) => {
      if (packet.cmd !== "connect" || packet.clientId !== "test") return false;
      link.send({ cmd: "connack", returnCode: 0, reasonCode: 0, sessionPresent: true });
      return true;
    };
    const clone = new BrokerConnection(connection.options);
    using deadline = other.patience();
    await clone.open(deadline);
    const names = broker.all("connect").map(({ clientId }) => clientId);
    expect(names).toEqual(["test", "test", clone.clientId]);
    expect(clone.clientId).not.toBe("test");
    await clone.close(0);
  });
});

describe("A message of QoS 2 that comes", () => {
  it("comes once, though the broker sends it again on the next connection", async () => {
    await using scene = await LinkScene.open();
    scene.broker.keepsSessions = true;
    const ear = new Ear();
    await listen(scene, "e", ear, 2);
    scene.broker.link.publish("e", "1", { qos: 2, messageId: 5 });
    await scene.broker.nth("pubrec", 0);
    await scene.cut();
    await scene.back();
    await ear.until("resumed");
    scene.broker.link.publish("e", "1", { qos: 2, messageId: 5, dup: true });
    scene.broker.link.send({ cmd: "pubrel", messageId: 5 });
    await scene.broker.nth("pubcomp", 0);
    scene.broker.link.publish("e", "2", { qos: 2, messageId: 5 });
    await ear.until("2");
    expect(ear.heard.filter((text) => /\d/.test(text))).toEqual(["1", "2"]);
  });

  it("comes anew where the broker has lost the session: it may be another one", async () => {
    await using scene = await LinkScene.open();
    const ear = new Ear();
    await listen(scene, "e", ear, 2);
    scene.broker.link.publish("e", "1", { qos: 2, messageId: 5 });
    await scene.broker.nth("pubrec", 0);
    await scene.cut();
    await scene.back();
    await ear.until("resumed");
    scene.broker.link.publish("e", "2", { qos: 2, messageId: 5 });
    await ear.until("2");
  });
});

describe("A topic that the broker has given a number", () => {
  it.each([0, 1, 2] as const)("is known by that alone from then on, at QoS %i", async (qos) => {
    await using scene = await LinkScene.open();
    const ear = new Ear();
    await listen(scene, "e", ear, qos);
    const properties = { topicAlias: 4 };
    scene.broker.link.publish("e", "1", { qos, messageId: 1, properties });
    scene.broker.link.publish("", "2", { qos, messageId: 2, properties });
    await ear.until("2");
    expect(ear.heard).toEqual(["1", "2"]);
  });
});
