import { Condition, FakeClock } from "@thingwright/contract-tests";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BrokerConnection } from "../../../src/connection/broker-connection.js";
import { Deadline } from "../../../src/connection/deadline.js";
import type { MessageListener } from "../../../src/connection/listener.js";
import type { InboundMessage } from "../../../src/connection/message.js";
import { connectionOptions } from "../../connection-options.js";
import { ScriptedBroker } from "../../scripted-broker.js";

const clock = new FakeClock();

let broker: ScriptedBroker;
let connection: BrokerConnection;

beforeEach(async () => {
  broker = await ScriptedBroker.start();
  connection = new BrokerConnection(connectionOptions(broker.url, { clock }));
});

afterEach(async () => {
  await connection.close(0);
  await broker[Symbol.asyncDispose]();
});

class Ear implements MessageListener {
  readonly heard: string[] = [];
  readonly ignoresRetained: boolean;
  readonly failures: unknown[] = [];
  readonly #condition = new Condition();

  constructor(ignoresRetained = false) {
    this.ignoresRetained = ignoresRetained;
  }

  message({ topic, payload }: InboundMessage): void {
    this.heard.push(`${topic}=${Buffer.from(payload)}`);
    this.#condition.changed();
  }

  until(text: string): Promise<void> {
    return this.#condition.until(() => this.heard.includes(text), text, 3000);
  }

  interrupted(): void {}

  resumed(): void {}

  failed(error: unknown): void {
    this.failures.push(error);
  }
}

async function listen(filters: readonly string[], ear: Ear, qos: 0 | 1 | 2 = 0) {
  using deadline = new Deadline(clock, { timeoutMs: 3000 }, () => "late");
  return connection.listen(filters, qos, ear, deadline);
}

const subscribed = () => broker.all("subscribe").map(({ subscriptions }) => subscriptions.map(({ topic }) => topic));

describe("Subscriptions of a connection", () => {
  it("go out in packets of eight, when they are asked for at the same time", async () => {
    const filters = Array.from({ length: 20 }, (_, index) => `t/${index}`);
    await listen(["first"], new Ear());
    await Promise.all(filters.map((filter) => listen([filter], new Ear())));
    expect(subscribed().map(({ length }) => length)).toEqual([1, 8, 8, 4]);
  });

  it("keep to a bounded number of packets, however many there are", async () => {
    let unanswered = 0;
    let most = 0;
    broker.script = (packet, link) => {
      if (packet.cmd !== "subscribe") return false;
      unanswered += 1;
      most = Math.max(most, unanswered);
      setImmediate(() => {
        unanswered -= 1;
        link.send({ cmd: "suback", messageId: packet.messageId!, granted: packet.subscriptions.map(() => 0) });
      });
      return true;
    };
    const filters = Array.from({ length: 2000 }, (_, index) => `t/${index}`);
    await listen(filters, new Ear());
    expect([broker.all("subscribe").length, most <= 64, connection.subscriptions]).toEqual([250, true, 2000]);
  });

  it("fail one by one", async () => {
    broker.script = (packet, link) => {
      if (packet.cmd !== "subscribe") return false;
      const granted = packet.subscriptions.map(({ topic }) => (topic === "secret" ? 0x87 : 0));
      link.send({ cmd: "suback", messageId: packet.messageId!, granted });
      return true;
    };
    const ear = new Ear();
    const outcomes = await Promise.allSettled(["a", "secret", "b"].map((filter) => listen([filter], ear)));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "WOT_CREDENTIALS_REFUSED" } });
    broker.link.publish("b", "1");
    await ear.until("b=1");
  });

  it("ask for nothing retained where nobody needs it, and ask when somebody does", async () => {
    await listen(["e"], new Ear(true));
    await listen(["e"], new Ear(true));
    await listen(["e"], new Ear());
    await listen(["e"], new Ear());
    const handling = broker.all("subscribe").map(({ subscriptions }) => subscriptions[0]?.rh);
    expect(handling).toEqual([2, 0]);
  });

  it("have a message once each, from a broker that sends it once for each of them", async () => {
    const [all, some, one] = [new Ear(), new Ear(), new Ear()];
    await listen(["t/#"], all);
    await listen(["t/+/x"], some);
    await listen(["t/1/x"], one);
    const identifiers = broker.all("subscribe").map(({ properties }) => properties?.subscriptionIdentifier);
    expect(new Set(identifiers).size).toBe(3);
    for (const subscriptionIdentifier of identifiers as number[]) {
      broker.link.publish("t/1/x", "copy", { properties: { subscriptionIdentifier } });
    }
    broker.link.publish("t/1/x", "end", { properties: { subscriptionIdentifier: identifiers as never } });
    await Promise.all([all, some, one].map((ear) => ear.until("t/1/x=end")));
    for (const ear of [all, some, one]) expect(ear.heard).toEqual(["t/1/x=copy", "t/1/x=end"]);
  });

  it("have no identifiers where the broker has none", async () => {
    broker.connack = { subscriptionIdentifiersAvailable: false };
    const [all, one] = [new Ear(), new Ear()];
    await listen(["t/#"], all);
    await listen(["t/1"], one);
    expect(broker.all("subscribe").map(({ properties }) => properties)).toEqual([undefined, undefined]);
    broker.link.publish("t/1", "x");
    await Promise.all([all.until("t/1=x"), one.until("t/1=x")]);
  });

  it("are shared under $share, whose group is no level of the topics", async () => {
    const ear = new Ear();
    await listen(["$share/workers/t/+"], ear);
    expect(subscribed()).toEqual([["$share/workers/t/+"]]);
    broker.link.publish("t/1", "x", { properties: { subscriptionIdentifier: 2 } });
    await ear.until("t/1=x");
  });

  it.each([
    ["$share/workers/t", { sharedSubscriptionAvailable: false }, "0x9e"],
    ["t/+", { wildcardSubscriptionAvailable: false }, "0xa2"],
  ])("to %s are not asked for where CONNACK has %j", async (filter, properties, status) => {
    broker.connack = properties;
    await expect(listen([filter], new Ear())).rejects.toMatchObject({ family: "RemoteError", status });
    expect(subscribed()).toEqual([]);
    await listen(["t/1"], new Ear());
  });

  it("end in packets of several as well", async () => {
    const listenings = await Promise.all(["a", "b", "c"].map((filter) => listen([filter], new Ear())));
    await Promise.all(listenings.map((listening) => listening.stop()));
    expect(broker.all("unsubscribe").map(({ unsubscriptions }) => unsubscriptions)).toEqual([["a", "b", "c"]]);
    expect(connection.subscriptions).toBe(0);
  });
});

describe("Messages to a connection", () => {
  it.each([
    [{ qos: 2 as const, retain: false }, { maximumQoS: 1 }, "0x9b"],
    [{ qos: 1 as const, retain: true }, { retainAvailable: false }, "0x9a"],
  ])(
    "of %j are refused where CONNACK has %j: the broker would end the connection",
    async (flags, properties, status) => {
      broker.connack = properties;
      using deadline = new Deadline(clock, { timeoutMs: 3000 }, () => "late");
      const message = { topic: "t", payload: Buffer.from("x"), ...flags };
      await expect(connection.publish(message, deadline)).rejects.toMatchObject({ family: "RemoteError", status });
      await connection.publish({ ...message, qos: 1, retain: false }, deadline);
      expect(broker.all("publish")).toHaveLength(1);
    },
  );
});
