import type { ThingDescription } from "@thingwright/td";

const json = { "content-type": "application/json" };

/** A Thing as anybody's program uses it: by HTTP and JSON, with nothing of ours. */
export class NorthboundThing {
  readonly description: ThingDescription;

  constructor(description: ThingDescription) {
    this.description = description;
  }

  /** Address of an affordance over HTTP; of an event, that of its stream. */
  urlOf(name: string, kind: "properties" | "actions" | "events" = "properties"): string {
    const forms = this.description[kind]![name]!.forms.filter(({ href }) => href.startsWith("http"));
    return (forms.find(({ subprotocol }) => kind === "events" && subprotocol === "sse") ?? forms[0])!.href;
  }

  /** The value, or the status of the refusal. */
  async read(name: string): Promise<unknown> {
    const response = await fetch(this.urlOf(name));
    return response.ok ? response.json() : response.status;
  }

  readAll(...names: readonly string[]): Promise<unknown[]> {
    return Promise.all(names.map((name) => this.read(name)));
  }

  /** The status. */
  async write(name: string, value: unknown): Promise<number> {
    const request = { method: "PUT", headers: json, body: JSON.stringify(value) };
    return (await fetch(this.urlOf(name), request)).status;
  }

  /** The status. */
  async invoke(name: string, input?: unknown): Promise<number> {
    const body = input === undefined ? {} : { headers: json, body: JSON.stringify(input) };
    return (await fetch(this.urlOf(name, "actions"), { method: "POST", ...body })).status;
  }

  /** Does `change` when an observation has begun, and again and again, until Server-Sent Events bring what is wanted. */
  seen(name: string, isWanted: (value: unknown) => boolean, change: () => unknown): Promise<unknown> {
    return told(this.urlOf(name), isWanted, change);
  }

  /** The same of an event. */
  heard(name: string, isWanted: (data: unknown) => boolean, change: () => unknown): Promise<unknown> {
    return told(this.urlOf(name, "events"), isWanted, change);
  }
}

const againMs = 700;

async function told(url: string, isWanted: (value: unknown) => boolean, change: () => unknown): Promise<unknown> {
  const { body } = await fetch(url, { headers: { accept: "text/event-stream" } });
  await change();
  const again = setInterval(change, againMs);
  let text = "";
  try {
    for await (const bytes of body!.pipeThrough(new TextDecoderStream())) {
      const lines = (text + bytes).split("\n");
      text = lines.pop()!;
      for (const line of lines) {
        const value = line.startsWith("data:") ? JSON.parse(line.slice(5)) : undefined;
        if (value !== undefined && isWanted(value)) return value;
      }
    }
  } finally {
    clearInterval(again);
  }
  throw new TypeError(`${url} has ended`);
}

/** Resolves when it is so. */
export async function until(isSo: () => unknown): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
