/** What a program of node-wot needs of `@node-wot/core` or of what stands in for it; loosely, as scripts do. */
export interface Wot {
  produce(init: object): Promise<Exposed>;
  consume(td: object): Promise<Consumed>;
  requestThingDescription(url: string): Promise<object>;
}

export interface Output {
  value(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBufferLike | Uint8Array>;
}

interface Options {
  uriVariables?: Record<string, unknown>;
}

interface Exposed {
  setPropertyReadHandler(name: string, handler: (options?: Options) => Promise<unknown>): unknown;
  setPropertyWriteHandler(name: string, handler: (value: Output) => Promise<void>): unknown;
  setActionHandler(name: string, handler: (input: Output, options?: Options) => Promise<unknown>): unknown;
  emitEvent(name: string, data?: unknown): void;
  emitPropertyChange(name: string): Promise<void>;
  expose(): Promise<void>;
  getThingDescription(): object;
}

export interface Consumed {
  readProperty(name: string, options?: object): Promise<Output>;
  writeProperty(name: string, value: unknown, options?: object): Promise<void>;
  readAllProperties(): Promise<Map<string, Output>>;
  invokeAction(name: string, input?: unknown, options?: object): Promise<Output | undefined>;
  subscribeEvent(name: string, listener: (data: Output) => unknown): Promise<{ stop(): Promise<void> }>;
  observeProperty(name: string, listener: (data: Output) => unknown): Promise<{ stop(): Promise<void> }>;
}

/** A counter as scripts of node-wot write one: variables of the whole Thing, a picture of it, names in two languages. */
export async function exposeCounter(wot: Wot): Promise<object> {
  let count = 0;
  const thing = await wot.produce({
    title: "Counter",
    titles: { en: "Counter", de: "Zähler" },
    "@context": [
      "https://www.w3.org/2019/wot/td/v1",
      "https://www.w3.org/2022/wot/td/v1.1",
      { counting: "http://example.org/counting#" },
    ],
    uriVariables: { step: { type: "integer", minimum: 1, maximum: 250 } },
    properties: {
      count: { type: "integer", observable: true, readOnly: true, "counting:of": "clicks" },
      label: { type: "string" },
      picture: { readOnly: true, forms: [{ contentType: "image/svg+xml" }] },
    },
    actions: { increment: {}, reset: {}, set: { input: { type: "integer" }, output: { type: "integer" } } },
    events: { change: { data: { type: "integer" } } },
  });
  let label = "clicks";
  const become = (next: number): number => {
    count = next;
    thing.emitEvent("change", count);
    void thing.emitPropertyChange("count");
    return count;
  };
  thing.setPropertyReadHandler("count", async () => count);
  thing.setPropertyReadHandler("label", async () => label);
  thing.setPropertyWriteHandler("label", async (value) => {
    label = String(await value.value());
  });
  thing.setPropertyReadHandler(
    "picture",
    async () => `<svg xmlns="http://www.w3.org/2000/svg"><text>${count}</text></svg>`,
  );
  thing.setActionHandler("increment", async (_input, options) => {
    const hasStep = options !== undefined && typeof options === "object" && "uriVariables" in options;
    become(count + (hasStep ? Number(options.uriVariables?.step ?? 1) : 1));
    return undefined;
  });
  thing.setActionHandler("reset", async () => {
    become(0);
    return undefined;
  });
  thing.setActionHandler("set", async (input) => become(Number(await input.value())));
  await thing.expose();
  return thing.getThingDescription();
}

/** Uses the counter in every way that requests and answers have; what it saw, in order. */
export async function useCounter(counter: Consumed): Promise<unknown[]> {
  const count = async () => (await counter.readProperty("count")).value();
  const seen: unknown[] = [await count()];
  await counter.invokeAction("increment");
  seen.push(await count());
  await counter.invokeAction("increment", undefined, { uriVariables: { step: 3 } });
  seen.push(await count());
  seen.push(await (await counter.invokeAction("set", 40))?.value());
  await counter.writeProperty("label", "turns");
  seen.push(await (await counter.readProperty("label")).value());
  const picture = await counter.readProperty("picture");
  seen.push(Buffer.from((await picture.arrayBuffer()) as Uint8Array).toString());
  await counter.invokeAction("reset");
  seen.push(await count());
  return seen;
}

/**
 * The data of the first event, while `change` is done again and again: node-wot's client says that it has subscribed before
 * the server knows.
 */
export async function hearChange(counter: Consumed, change: () => Promise<unknown>): Promise<unknown> {
  const heard: Promise<unknown>[] = [];
  const subscription = await counter.subscribeEvent("change", (data) => heard.push(data.value()));
  while (heard.length === 0) await change();
  await subscription.stop();
  return heard[0];
}
