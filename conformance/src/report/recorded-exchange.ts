import type { Exchange } from "../wire/wire.js";

/** Most exchanges that the transcript of one result holds. */
export const maxTranscriptExchanges = 5;

/** An Exchange as a report keeps it, whatever the wire. */
export type RecordedExchange = Pick<
  Exchange,
  "wire" | "target" | "startedMs" | "durationMs" | "transcript" | "reproduce" | "replay" | "problem"
>;

/** The first exchanges of a result. */
export function transcriptOf(exchanges: readonly Exchange[]): readonly RecordedExchange[] {
  return exchanges.slice(0, maxTranscriptExchanges).map(record);
}

/** Without what only the wire understands. */
function record(exchange: Exchange): RecordedExchange {
  const { wire, target, startedMs, durationMs, transcript, reproduce, replay, problem } = exchange;
  return {
    ...{ wire, target, startedMs, durationMs, transcript, reproduce },
    ...(replay === undefined ? {} : { replay }),
    ...(problem === undefined ? {} : { problem }),
  };
}
