import {
  Condition,
  describeTestThing,
  fakeHost,
  jsonContent,
  jsonOf,
  RemoteThing,
  testThing,
} from "@thingwright/contract-tests";
import type { Content, ContentSink } from "@thingwright/contracts";
import type { MessageListener } from "../../src/connection/listener.js";
import type { MqttVersion } from "../../src/connection/session-options.js";
import { mqttVocabulary } from "../../src/form/mqtt-vocabulary.js";
import { mqttClient, mqttServer } from "../../src/index.js";

/** How the two sides of a scene reach the broker, and how they bear it when they do not. */
export interface SurvivalOptions {
  readonly serverUrl: string;
  readonly clientUrl: string;
  readonly protocolVersion: MqttVersion;
  readonly keepAliveSeconds?: number;
  /** Whether the broker says that it has kept the session, and may yet have lost what it had acknowledged and not saved. */
  readonly losesUnsaved?: boolean;
  /** Of a write. */
  readonly timeoutMs: number;
}

const maxQueuedMessages = 5000;

/** A Thing whose property is written and whose event of QoS 1 is heard through a broker that does not live. */
export class SurvivalScene implements AsyncDisposable {
  readonly thing = testThing();
  readonly news = new News();
  readonly #options: SurvivalOptions;
  readonly #server: ReturnType<typeof mqttServer>;
  readonly #client: ReturnType<typeof mqttClient>;
  #write!: (value: number) => Promise<unknown>;
  #written = 0;
  /** The latest event that happened before anybody had heard of a gap. */
  #latestBeforeGap = -1;

  private constructor(options: SurvivalOptions) {
    const { serverUrl, clientUrl, protocolVersion, keepAliveSeconds = 30 } = options;
    const reconnecting = { minReconnectDelayMs: 20, maxReconnectDelayMs: 200, connectTimeoutMs: 2000 };
    const common = { keepAliveSeconds, ...reconnecting };
    this.#options = options;
    this.#server = mqttServer({
      broker: serverUrl,
      baseUrl: clientUrl,
      protocolVersion,
      limits: { ...common, settleMs: 1000, maxQueuedMessages },
    });
    this.#client = mqttClient({ protocolVersion, limits: { ...common, requestRepeatMs: 500 } });
    this.thing.event("tick").terms.set(`${mqttVocabulary}qos`, "1");
  }

  static async open(options: SurvivalOptions): Promise<SurvivalScene> {
    const scene = new SurvivalScene(options);
    await scene.#server.start(fakeHost(scene.thing));
    const forms = await scene.#server.expose(scene.thing);
    const { timeoutMs } = options;
    const remote = new RemoteThing(describeTestThing(scene.thing, forms), scene.#client, timeoutMs);
    const write = remote.prepare("writeproperty", "count");
    scene.#write = (value) => write.request({ content: jsonContent(value), timeoutMs });
    await remote.subscribe("subscribeevent", "tick", scene.news);
    return scene;
  }

  /** How many writes have been answered. */
  get written(): number {
    return this.#written;
  }

  /** Values that the Thing was told to take, as often as it was told. */
  get taken(): readonly number[] {
    return this.thing.calls
      .of("writeproperty", "count")
      .map(({ request }) => Number(jsonOf(request.content as Content)));
  }

  /**
   * Writes all numbers up to `count`, 200 at a time, and has as many events happen, however that goes: rejects when a write
   * fails for good.
   *
   * @param progress - called after each write
   */
  async run(count: number, progress: (written: number) => void): Promise<void> {
    let next = 0;
    const writer = async (): Promise<void> => {
      for (let value = next++; value < count; value = next++) {
        await this.#write(value);
        this.#written += 1;
        progress(this.#written);
      }
    };
    await Promise.all([this.#happen(count), ...Array.from({ length: 200 }, writer)]);
  }

  /** 20 events at a time. */
  async #happen(count: number): Promise<void> {
    for (let value = 0; value < count; value++) {
      if (this.news.gaps.length === 0) this.#latestBeforeGap = value;
      this.thing.event("tick").emit(value);
      if (value % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const isThere = ({ seen }: News, value: number): boolean => seen.has(value) || this.#mayBeLost(value);
    const values = Array.from({ length: count }, (_, index) => index);
    const areThere = (news: News): boolean => news.seen.has(count - 1) && values.every((value) => isThere(news, value));
    await this.news.until(areThere, `${count} events`, this.#options.timeoutMs);
  }

  /** Whether an event was under way when the broker died, and the broker may have been the only one that had it. */
  #mayBeLost(value: number): boolean {
    const { news } = this;
    return this.#options.losesUnsaved === true && value > news.largestBeforeGap && value <= this.#latestBeforeGap;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.stop();
    await this.#server.stop();
  }
}

/** The numbers that an event brought, and the gaps between. */
export class News implements ContentSink {
  readonly seen = new Set<number>();
  /** All that came, as often as it came. */
  readonly heard: number[] = [];
  /** `interrupted` and `resumed`, in order. */
  readonly gaps: string[] = [];
  /** Numbers that came after larger ones though nobody had said that anything was missing. */
  readonly disorder: number[] = [];
  /** The largest number that came before the first gap; infinite while there is none. */
  largestBeforeGap = Number.POSITIVE_INFINITY;
  #largest = -1;
  readonly #condition = new Condition();

  /** The same, of a connection. */
  readonly listener: MessageListener = {
    ignoresRetained: true,
    message: ({ payload }) => this.#heard(Number(Buffer.from(payload))),
    interrupted: () => this.interrupted(),
    resumed: () => this.resumed(),
    failed: () => this.error(),
  };

  next(content: Content): void {
    this.#heard(Number(jsonOf(content)));
  }

  interrupted(): void {
    if (this.gaps.length === 0) this.largestBeforeGap = this.#largest;
    this.gaps.push("interrupted");
  }

  resumed(): void {
    this.gaps.push("resumed");
    this.#condition.changed();
  }

  error(): void {
    this.gaps.push("error");
  }

  complete(): void {
    this.gaps.push("complete");
  }

  until(holds: (self: this) => boolean, what: string, patienceMs: number): Promise<void> {
    return this.#condition.until(() => holds(this), what, patienceMs);
  }

  #heard(value: number): void {
    const isNext = value === this.#largest + 1;
    const isFirst = !this.seen.has(value);
    // Without a gap nothing is missing or comes again; whatever is repeated after one, what is new comes in order.
    if (this.gaps.length === 0 ? !isNext : isFirst && value < this.#largest) this.disorder.push(value);
    this.#largest = Math.max(this.#largest, value);
    this.seen.add(value);
    this.heard.push(value);
    this.#condition.changed();
  }
}
