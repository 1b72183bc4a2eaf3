import { UsageError } from "@thingwright/errors";
import { exchangeText } from "../report/exchange-text.js";
import type { RecordedExchange } from "../report/recorded-exchange.js";
import { transcriptOf } from "../report/recorded-exchange.js";
import type { Report } from "../report/report.js";
import { replayExchange } from "../run/replay.js";
import type { Effect } from "../wire/change.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import type { GivenOptions } from "./option-types.js";
import { readReports } from "./report-file.js";
import { effectsOf, trustOf } from "./run-options.js";
import type { Terminal } from "./terminal.js";

/** Does the telling exchange of a result again, and shows what was there and what is. */
export async function replayCommand(
  [file, id]: readonly string[],
  given: GivenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const allowed: readonly Effect[] = effectsOf(given);
  const trust = await trustOf(given);
  const controller = new AbortController();
  terminal.interrupted(() => controller.abort());
  for (const recorded of exchangesOf(await readReports(file!), id!)) {
    const [again] = transcriptOf([await replayExchange(recorded, allowed, controller.signal, trust)]);
    terminal.out(`recorded\n${exchangeText(recorded)}now\n${exchangeText(again!)}`);
  }
  return exitCode.ok;
}

/** The first exchange of each result of the check; those that failed when some did. */
function exchangesOf(reports: readonly Report[], id: string): readonly RecordedExchange[] {
  const results = reports
    .flatMap(({ things }) => things.flatMap(({ results }) => results))
    .filter((each) => each.id === id);
  const failed = results.filter(({ verdict }) => verdict === "fail" || verdict === "warn");
  const exchanges = (failed.length > 0 ? failed : results).flatMap(({ transcript }) => transcript[0] ?? []);
  if (exchanges.length > 0) return exchanges;
  throw new UsageError("WOT_ARGUMENT", `the report has no exchange of ${JSON.stringify(id)}`);
}
