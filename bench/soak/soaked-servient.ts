import { httpServer } from "@thingwright/binding-http";
import { type ExposedThing, Servient } from "@thingwright/core";

/** Things of one model, exposed over HTTP. */
const things = 100;

const init = (index: number) => ({
  title: `Soaked ${index}`,
  properties: {
    count: { type: "integer", default: 0, observable: true },
    text: { type: "string", default: "x".repeat(200), observable: true },
  },
  actions: { echo: { input: {}, output: {} }, fade: { synchronous: false } },
  events: { tick: { data: { type: "integer" } } },
});

/** A server under load, with properties that change and events that happen all the time. */
export interface SoakedServient extends AsyncDisposable {
  readonly base: string;
  /** What its log says that must not be there. */
  complaints(): readonly string[];
}

export async function soakedServient(): Promise<SoakedServient> {
  const failures: string[] = [];
  const note = (text: string, fields?: unknown): void => {
    failures.push(`${text}: ${JSON.stringify(fields)}`);
  };
  const servient = new Servient({
    servers: [
      httpServer({ port: 0, limits: { longPollMs: 500, longPollLingerMs: 500, maxSubscriptionsPerClient: 2_000 } }),
    ],
    logger: { debug() {}, info() {}, warn: note, error: note },
  });
  await servient.start();
  const all = Array.from({ length: things }, (_, index) => exposed(servient, index));
  await Promise.all(all.map((thing) => thing.expose()));
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
    for (const thing of all.slice(0, 10)) {
      thing.set("count", ticks);
      thing.emitEvent("tick", ticks);
    }
  }, 10);
  return {
    base: servient.addresses()[0] as string,
    complaints: () => failures.slice(0, 20),
    async [Symbol.asyncDispose]() {
      clearInterval(ticking);
      await servient.stop();
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve()));

function exposed(servient: Servient, index: number): ExposedThing {
  const thing = servient.produce(init(index) as never);
  thing.setActionHandler("echo", async (input) => input.value());
  thing.setActionHandler("fade", (_input, { signal }) => aborted(signal as AbortSignal));
  return thing;
}
