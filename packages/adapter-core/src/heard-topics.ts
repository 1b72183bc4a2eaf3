import type { InteractionOutput } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import type { FindOptions } from "./adapter-plugin.js";
import { type BrokerSecurity, brokerSecurity } from "./broker-security.js";

/** A topic on which a broker has something. */
export interface HeardTopic {
  readonly broker: string;
  readonly topic: string;
}

/** Most topics that wait to be looked at; further ones are passed over. */
export const maxWaitingTopics = 10_000;

/**
 * The topics of `filter` on which one of `brokers` has or gets a message, each once, until `signal` aborts. A broker that
 * cannot be reached is told to the logger and passed over.
 *
 * @param filter - as MQTT 5.0 §4.7 has it
 */
export async function* heardTopics(filter: string, options: FindOptions): AsyncIterable<HeardTopic> {
  const { brokers = [], signal, logger } = options;
  const seen = new Set<string>();
  const waiting: HeardTopic[] = [];
  let wake = (): void => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  const hear = (broker: string, topic: string | undefined): void => {
    const mark = `${broker} ${topic}`;
    if (topic === undefined || seen.has(mark) || seen.size >= maxWaitingTopics) return;
    seen.add(mark);
    waiting.push({ broker, topic });
    wake();
  };
  for (const broker of brokers) {
    listen(broker, filter, options, (topic) => hear(broker, topic)).catch((error: unknown) => {
      logger.warn("a broker cannot be asked", { broker, message: asWotError(error).message });
    });
  }
  while (!signal.aborted) {
    const next = waiting.shift();
    if (next !== undefined) yield next;
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

async function listen(
  broker: string,
  filter: string,
  { servient, signal, credentials }: FindOptions,
  hear: (topic: string | undefined) => void,
): Promise<void> {
  const security = await brokerSecurity(broker, credentials);
  const thing = servient.consume(brokerDescription(broker, filter, security));
  const listener = (output: unknown): void => hear((output as InteractionOutput).from);
  await thing.subscribeEvent("message", listener, () => {}, { signal } as object);
}

const noSecurity: BrokerSecurity = { securityDefinitions: { nosec: { scheme: "nosec" } }, security: "nosec" };

const brokerDescription = (broker: string, filter: string, security = noSecurity): ThingDescription =>
  ({
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
    title: "Broker",
    ...security,
    events: {
      message: {
        forms: [
          {
            href: broker,
            op: ["subscribeevent", "unsubscribeevent"],
            contentType: "application/octet-stream",
            "mqv:controlPacket": "subscribe",
            "mqv:filter": filter,
            "mqv:retain": true,
          },
        ],
      },
    },
  }) as unknown as ThingDescription;
