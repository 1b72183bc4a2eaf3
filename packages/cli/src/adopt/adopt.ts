import type { AdapterPlugin } from "@thingwright/adapter-core";
import { asWotError, UsageError } from "@thingwright/errors";
import { entriesOf, type GatewayConfiguration } from "@thingwright/gateway";
import { type ExitCode, exitCode } from "../exit-code.js";
import { interruptSignal, type Terminal } from "../terminal.js";
import { AdoptReport } from "./adopt-report.js";
import { AdoptWorkbench } from "./adopt-workbench.js";
import { additionsFor, ConfigurationFile } from "./adoption.js";
import { type AnswerOptions, answersOf, pairOf } from "./answers.js";
import { type Candidate, foundCandidates, knownCandidates, usualCandidate } from "./candidate.js";
import { conversationWith } from "./conversation.js";
import { type DecisionMaker, decidedAlone, decidedTogether } from "./decision.js";
import type { Preview, PreviewedThing } from "./preview.js";
import { type Prompter, prompterAt } from "./prompter.js";

/** What `adopt` is asked for. */
export interface AdoptOptions extends AnswerOptions {
  readonly broker: readonly string[];
  readonly host: readonly string[];
  /** Names of the adapters that look; all by default. */
  readonly only?: readonly string[];
  /** Codes of devices that are taken in, each `ADAPTER=CODE`. */
  readonly code: readonly string[];
  /** Seconds for which is looked. */
  readonly timeout: number;
  /** Ids or titles of Things that are to show themselves. */
  readonly identify: readonly string[];
  readonly credentials?: string;
  readonly pair: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Where is listened when nobody names a broker. */
const localBroker = "mqtt://127.0.0.1:1883";

/**
 * Finds what is new, lets it be decided what of that is adopted, and adds it to the configuration: after each candidate, so that
 * what was decided is kept whatever ends the session. An interrupt ends it.
 *
 * @throws {UsageError} WOT_ARGUMENT for a file that cannot be used, and for wrong answers
 */
export async function adopt(
  path: string,
  options: AdoptOptions,
  plugins: readonly AdapterPlugin[],
  terminal: Terminal,
): Promise<ExitCode> {
  const answers = answersOf(options);
  const codes = codesOf(options.code, plugins);
  const file = new ConfigurationFile(path, plugins);
  const configuration = await file.read();
  const chosen = chosenOf(plugins, options.only);
  const signal = interruptSignal(terminal);
  await using workbench = await AdoptWorkbench.open(path, options.credentials, signal);
  const report = new AdoptReport(terminal, options.json);
  const show = (thing: PreviewedThing): Promise<void> => report.showing(thing, () => workbench.identify(thing));
  using prompter = options.yes || options.json ? undefined : prompterAt(terminal, signal);
  const decide: DecisionMaker =
    prompter === undefined
      ? decidedAlone(options.yes, answers)
      : decidedTogether(conversationWith(prompter, show), answers);
  for (const candidate of await candidatesOf(configuration, { options, codes, chosen, workbench, report })) {
    if (signal.aborted) break;
    const preview = await previewOf(candidate, { options, codes, workbench, report, prompter });
    for (const thing of preview.things) if (isNamed(thing, options.identify)) await show(thing);
    const isNew = ({ id }: PreviewedThing): boolean => !Object.hasOwn(configuration.things ?? {}, id);
    const news = { ...preview, things: preview.things.filter(isNew) };
    report.previewed(news);
    const decision = await decide(news);
    if (decision === undefined) break;
    await file.add(additionsFor(news, decision));
    report.decided(news, decision);
  }
  report.end(path);
  return exitCode.ok;
}

/** @throws {UsageError} WOT_ARGUMENT for an adapter that is not there */
function chosenOf(plugins: readonly AdapterPlugin[], only: readonly string[] | undefined): readonly AdapterPlugin[] {
  const unknown = only?.find((name) => !plugins.some((plugin) => plugin.name === name));
  if (unknown === undefined) return plugins.filter(({ name }) => only?.includes(name) ?? true);
  const known = plugins.map(({ name }) => name).join(", ");
  throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(unknown)} is none of ${known}`);
}

/** Codes by the name of their adapter. @throws {UsageError} WOT_ARGUMENT for an adapter that is not there */
function codesOf(texts: readonly string[], plugins: readonly AdapterPlugin[]): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, readonly string[]>();
  for (const [name, code] of texts.map((text) => pairOf(text, "--code", "ADAPTER=CODE"))) {
    chosenOf(plugins, [name]);
    codes.set(name, [...(codes.get(name) ?? []), code]);
  }
  return codes;
}

const isNamed = ({ id, title }: PreviewedThing, names: readonly string[]): boolean =>
  names.includes(id) || names.includes(title);

async function candidatesOf(
  configuration: GatewayConfiguration,
  { options, codes, chosen: plugins, workbench, report }: SearchContext,
): Promise<readonly Candidate[]> {
  const { broker, host, timeout, only = [] } = options;
  const known = knownCandidates(configuration, plugins);
  const brokers = [
    ...new Set([...(broker.length === 0 ? [localBroker] : broker), ...brokersIn(configuration, plugins)]),
  ];
  report.say(`looking for ${timeout} s, on the local network, at ${[...brokers, ...host].join(", ")}`);
  const finding = workbench.finding(timeout * 1_000, brokers, host);
  const found = await foundCandidates(plugins, finding, known, (problem) => report.problem(problem));
  const isAsked = ({ name }: AdapterPlugin): boolean => codes.has(name) || only.includes(name);
  const isSeen = ({ plugin }: Candidate): boolean => plugin.isExclusive !== true || isAsked(plugin);
  const all = [...known, ...found];
  const without = plugins.filter((plugin) => codes.has(plugin.name) && !all.some((each) => each.plugin === plugin));
  return [...all.filter(isSeen), ...without.map(usualCandidate)];
}

/** Brokers that the configuration names: what announces itself there may be new. */
function brokersIn(configuration: GatewayConfiguration, plugins: readonly AdapterPlugin[]): readonly string[] {
  const entries = plugins.flatMap((plugin) => entriesOf(configuration, plugin));
  return entries.flatMap((entry) => ("broker" in entry && typeof entry.broker === "string" ? [entry.broker] : []));
}

interface SearchContext {
  readonly options: AdoptOptions;
  readonly codes: ReadonlyMap<string, readonly string[]>;
  readonly chosen: readonly AdapterPlugin[];
  readonly workbench: AdoptWorkbench;
  readonly report: AdoptReport;
}

interface PreviewContext {
  readonly options: AdoptOptions;
  readonly codes: ReadonlyMap<string, readonly string[]>;
  readonly workbench: AdoptWorkbench;
  readonly report: AdoptReport;
  readonly prompter: Prompter | undefined;
}

/** What a candidate would become, after its owner has helped where it lacks a secret. */
async function previewOf(candidate: Candidate, context: PreviewContext): Promise<Preview> {
  const { options, codes, workbench, report, prompter } = context;
  const preview = await workbench.preview(candidate, codes.get(candidate.plugin.name));
  if (preview.failure?.family !== "CredentialsError" || candidate.plugin.pair === undefined) return preview;
  const answer = options.pair ? "" : await prompter?.ask(`${candidate.title} needs a secret. Pair with it? [Y/n] `);
  if (answer === undefined || /^n/i.test(answer)) return preview;
  try {
    await workbench.pair(candidate, (message) => report.say(`${candidate.title}: ${message}`));
    return await workbench.preview(candidate);
  } catch (error) {
    return { ...preview, failure: asWotError(error) };
  }
}
