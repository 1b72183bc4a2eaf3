import { Condition } from "@thingwright/contract-tests";
import { connectAsync, type MqttClient } from "mqtt";
import { decodePayload, encodePayload, type Metric } from "../../src/index.js";

const group = "plant";
const node = "ahu-1";

/** An edge node on a broker, with devices: does what Sparkplug demands, unless it is told otherwise. */
export class FakeEdgeNode implements AsyncDisposable {
  /** Commands that have come, by topic. */
  readonly commands: { readonly topic: string; readonly metrics: readonly Metric[] }[] = [];
  /** Whether it is born again when it is asked to. */
  obeysRebirth = true;
  seq = 0;
  readonly #client: MqttClient;
  readonly #bdSeq: number;
  readonly #condition = new Condition();
  #births: readonly (() => Promise<void>)[] = [];

  private constructor(client: MqttClient, bdSeq: number) {
    this.#client = client;
    this.#bdSeq = bdSeq;
    // What it cannot say any more at the end of a test is nothing to it.
    client.on("message", (topic, payload) => void this.#take(topic, payload).catch(() => {}));
  }

  static async connect(url: string, bdSeq = 0): Promise<FakeEdgeNode> {
    const payload = Buffer.from(encodePayload({ metrics: [{ name: "bdSeq", dataType: "UInt64", value: bdSeq }] }));
    const will = { topic: `spBv1.0/${group}/NDEATH/${node}`, payload, qos: 1, retain: false } as const;
    const client = await connectAsync(url, { reconnectPeriod: 0, will });
    await client.subscribeAsync([`spBv1.0/${group}/NCMD/${node}`, `spBv1.0/${group}/DCMD/${node}/+`]);
    return new FakeEdgeNode(client, bdSeq);
  }

  /** Says everything that there is, and again when it is asked to. */
  async birth(metrics: readonly Metric[], devices: Readonly<Record<string, readonly Metric[]>> = {}): Promise<void> {
    const bdSeq: Metric = { name: "bdSeq", dataType: "UInt64", value: this.#bdSeq };
    this.#births = [
      async () => {
        this.seq = 0;
        await this.say("NBIRTH", "", [bdSeq, ...metrics]);
      },
      ...Object.entries(devices).map(
        ([device, own]) =>
          () =>
            this.say("DBIRTH", device, own),
      ),
    ];
    for (const birth of this.#births) await birth();
  }

  /** Publishes with the next number. */
  async say(type: string, device: string, metrics: readonly Metric[]): Promise<void> {
    const topic = `spBv1.0/${group}/${type}/${node}${device === "" ? "" : `/${device}`}`;
    const payload = encodePayload({ timestamp: 1, seq: this.seq, metrics });
    this.seq = (this.seq + 1) % 256;
    await this.#client.publishAsync(topic, Buffer.from(payload), { qos: 1 });
  }

  /** Publishes what is no payload. */
  async garbage(type: string): Promise<void> {
    await this.#client.publishAsync(`spBv1.0/${group}/${type}/${node}`, Buffer.from([0xff, 1, 2]), { qos: 1 });
  }

  get rebirths(): number {
    return this.commands.filter(({ metrics }) => metrics[0]?.name === "Node Control/Rebirth").length;
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    await this.#condition.until(holds, what, 5000);
  }

  /** Is gone without a word: its will is told. */
  cut(): void {
    this.#client.stream.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }

  async #take(topic: string, payload: Uint8Array): Promise<void> {
    const { metrics } = decodePayload(payload);
    this.commands.push({ topic, metrics });
    this.#condition.changed();
    if (metrics[0]?.name === "Node Control/Rebirth" && this.obeysRebirth)
      for (const birth of this.#births) await birth();
  }
}
