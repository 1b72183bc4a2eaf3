import { membersOf, type RefusalWords, textOf } from "@thingwright/mapping";

/** What a refusal over HTTP says: RPC has a code of its own and a message. */
export function refusalWords(data: unknown): RefusalWords | undefined {
  const { message, code } = membersOf(data);
  const text = textOf(message);
  return text === undefined ? undefined : { message: text, ...(typeof code === "number" && { code: String(code) }) };
}
