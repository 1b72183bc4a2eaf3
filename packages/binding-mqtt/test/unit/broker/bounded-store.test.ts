import { silent } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { boundStore } from "../../../src/broker/bounded-store.js";
import { defaultEmbeddedBrokerLimits } from "../../../src/broker/broker-limits.js";

describe("The bounded store of a broker", () => {
  it("keeps of a QoS 2 message that awaits its release no payload", async () => {
    const { store, kept } = recordingStore();
    await store.incomingStorePacket({}, { topic: "a", payload: Buffer.alloc(1000), messageId: 7 });
    expect(kept).toEqual([{ topic: "a", payload: Buffer.alloc(0), messageId: 7 }]);
  });

  it("retains a copy of a payload, and not the chunk of which it is part", async () => {
    const { store, kept } = recordingStore();
    const chunk = Buffer.alloc(65_536, "x");
    await store.storeRetained({ topic: "a", payload: chunk.subarray(100, 110) });
    expect(kept[0]?.payload.toString()).toBe("x".repeat(10));
    expect(kept[0]?.payload.buffer.byteLength).toBe(10);
  });
});

interface Message {
  readonly topic: string;
  readonly payload: Buffer;
  readonly messageId?: number;
}

function recordingStore() {
  const kept: Message[] = [];
  const store = {
    async storeRetained(message: Message): Promise<void> {
      kept.push(message);
    },
    async incomingStorePacket(_client: unknown, message: Message): Promise<void> {
      kept.push(message);
    },
  };
  boundStore({ persistence: store }, defaultEmbeddedBrokerLimits, silent);
  return { store, kept };
}
