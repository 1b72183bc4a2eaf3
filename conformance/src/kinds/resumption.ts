import type { EffectiveForm } from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import { OpenStream } from "./open-stream.js";

/** What came of opening a stream again where it was left. */
export interface Resumption {
  readonly exchange: HttpExchange;
  /** Whether the message that was missed came. */
  readonly isCaughtUp: boolean;
}

/** Opens the stream with the id of the last message that is said to be known, and waits for one that came after it. */
export async function resume(
  form: EffectiveForm,
  subject: ThingSubject,
  { known, missed }: { readonly known: string; readonly missed: string },
): Promise<Resumption> {
  const stream = await OpenStream.open(form, subject, known);
  const index = await stream.heard(({ id }) => id === missed, subject.http.effectTimeoutMs);
  return { exchange: await stream.end(), isCaughtUp: index >= 0 };
}
