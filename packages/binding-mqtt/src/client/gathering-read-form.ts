import type { Content, PreparedForm, Reply } from "@thingwright/contracts";
import { DataSchemaError, ProtocolError, type WotError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { type ClientContext, exchangeWith } from "./client-context.js";
import type { FormTarget } from "./form-target.js";
import { namedContent } from "./named-content.js";
import { listenAWhile, nothingRetained } from "./retained-wait.js";
import { doesNotSubscribe } from "./unoffered.js";

/**
 * `readallproperties` and `readmultipleproperties` by a filter with wildcards: the values that the broker has retained,
 * by the last levels of their topics. Resolves when every property that can be read has come, or after `retainedWaitMs`
 * with those that have.
 */
export function gatheringReadForm(context: ClientContext, target: FormTarget): PreparedForm {
  const { form, thing } = target.request;
  const readable = Object.entries(thing.properties ?? {}).filter(([, { writeOnly }]) => writeOnly !== true);
  const all = readable.map(([name]) => name);
  return {
    ...doesNotSubscribe,
    request: (exchange) =>
      exchangeWith(
        context,
        target,
        exchange,
        () => `no values came on ${target.described()}`,
        async ({ connection }, { broker, variables }, deadline) => {
          const filters = target.topicFilters(broker, variables);
          const asked = new Set(namesOf(variables) ?? all);
          const values = new GatheredValues(asked, namedContent(filters, asked, form.response.contentType));
          const { clock, retainedWaitMs: waitMs } = context.settings;
          const { qos = 0 } = target.terms;
          await listenAWhile({ connection, filters, qos, clock, waitMs, deadline }, values, values.complete);
          return values.reply() ?? Promise.reject(nothingRetained(filters, context.settings));
        },
      ),
  };
}

/** The properties that a `readmultipleproperties` is about. */
const namesOf = ({ names }: Readonly<Record<string, unknown>>): readonly string[] | undefined =>
  Array.isArray(names) ? names.map(String) : undefined;

type Reader = ReturnType<typeof namedContent>;

class GatheredValues implements MessageListener {
  readonly complete: Promise<void>;
  readonly #asked: ReadonlySet<string>;
  readonly #read: Reader;
  readonly #values = new Map<string, unknown>();
  #resolve!: () => void;
  #reject!: (error: WotError) => void;

  constructor(asked: ReadonlySet<string>, read: Reader) {
    this.#asked = asked;
    this.#read = read;
    this.complete = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.complete.catch(() => {});
  }

  message(message: InboundMessage): void {
    const content = this.#read(message);
    if (content === undefined) return;
    const values = objectOf(content);
    if (values === undefined) {
      this.#reject(new DataSchemaError("WOT_DATA_SYNTAX", `the payload on ${message.topic} is no JSON`));
      return;
    }
    for (const [name, value] of Object.entries(values)) this.#values.set(name, value);
    if (this.#values.size === this.#asked.size) this.#resolve();
  }

  oversize(topic: string, sizeBytes: number): void {
    const isAskedFor =
      this.#read({ topic, payload: Buffer.from("0"), retain: true, properties: undefined }) !== undefined;
    if (!isAskedFor) return;
    this.#reject(new ProtocolError("WOT_PROTOCOL", `the value of ${sizeBytes} bytes on ${topic} is over maxBodyBytes`));
  }

  interrupted(): void {}

  resumed(): void {}

  failed(error: WotError): void {
    this.#reject(error);
  }

  /** What has come; `undefined` when nothing has. */
  reply(): Reply | undefined {
    if (this.#values.size === 0) return undefined;
    return {
      contentType: "application/json",
      body: Buffer.from(JSON.stringify(Object.fromEntries(this.#values))),
    };
  }
}

function objectOf({ body }: Content): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
