import type { TranscriptLine } from "../wire/wire.js";
import { visible } from "./printable.js";
import type { RecordedExchange } from "./recorded-exchange.js";

const marks: Readonly<Record<TranscriptLine["direction"], string>> = { sent: ">", received: "<", note: "*" };

/** An exchange for a person: each line with what was sent (`>`), received (`<`), or happened (`*`). */
export function exchangeText({ transcript }: RecordedExchange): string {
  return transcript.map(messageText).join("");
}

function messageText({ direction, text, body }: TranscriptLine): string {
  const quoted = body === undefined ? [] : ["", ...body.text.split("\n"), ...(body.truncated ? ["…"] : [])];
  return [...text.split("\n"), ...quoted]
    .map((line) => `${marks[direction]} ${visible(line)}`.trimEnd())
    .join("\n")
    .concat("\n");
}
