/** One message of an event stream (HTML, § Server-sent events). */
export interface EventMessage {
  /** The default is `message`. */
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

/** The messages that have come to their end, without comments and keep-alives. */
export function eventMessagesIn(text: string): readonly EventMessage[] {
  const blocks = text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n\n")
    .slice(0, -1);
  return blocks.flatMap((block) => messageOf(block) ?? []);
}

function messageOf(block: string): EventMessage | undefined {
  const fields = block
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(":"))
    .map(fieldOf);
  const valuesOf = (wanted: string) => fields.filter(([name]) => name === wanted).map(([, value]) => value);
  if (!fields.some(([name]) => name === "event" || name === "data")) return undefined;
  const id = valuesOf("id").at(-1);
  return {
    event: valuesOf("event").at(-1) ?? "message",
    data: valuesOf("data").join("\n"),
    ...(id === undefined ? {} : { id }),
  };
}

function fieldOf(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(":");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

/** The value in the data, where that is JSON. */
export function valueIn({ data }: EventMessage): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(data) };
  } catch {
    return undefined;
  }
}
