export { type Area, type Check, type CheckDescription, type CheckOf, type Safety, safeties } from "./check.js";
export { checks } from "./checks/checks.js";
export { runCommandLine } from "./cli/command-line.js";
export { type ExitCode, exitCode, exitCodeOf } from "./cli/exit-code.js";
export { explain } from "./cli/explain.js";
export type { Terminal } from "./cli/terminal.js";
export { consumerChecks } from "./consumer/checks/consumer-checks.js";
export type { Command, Consume, Interact, Notification, Reply } from "./consumer/command.js";
export type { CommandContext, ConsumerAbout, ConsumerDriver } from "./consumer/consumer-driver.js";
export { type ConsumerLimits, defaultConsumerLimits } from "./consumer/consumer-limits.js";
export type { ConsumerCheck, ConsumerSubject } from "./consumer/consumer-subject.js";
export { defaultConsumerTimeoutMs, type JudgeConsumerOptions, judgeConsumer } from "./consumer/judge-consumer.js";
export type { HttpArrival } from "./consumer/probe-thing/http-arrival.js";
export type { Place } from "./consumer/probe-thing/place.js";
export type { ProbeAnswer, ProbeQuestion } from "./consumer/probe-thing/probe-answer.js";
export { stdioDriver } from "./consumer/stdio-driver/stdio-driver.js";
export type { Trial } from "./consumer/trial.js";
export type { TrialRecord } from "./consumer/trial-record.js";
export type { Outcome } from "./outcome.js";
export { type ReportFormat, reportFormats } from "./report/formats.js";
export { jsonReport } from "./report/json.js";
export { maxTranscriptExchanges, type RecordedExchange } from "./report/recorded-exchange.js";
export {
  type CheckResult,
  type Ending,
  type Report,
  type RunSettings,
  reportFormat,
  reportVersion,
  type ThingReport,
} from "./report/report.js";
export { terminalReport } from "./report/terminal.js";
export { type W3cResultRow, type W3cStatus, w3cResultCsv } from "./report/w3c-result-csv.js";
export {
  type Claim,
  type ClaimAnswer,
  type ClaimedImplementation,
  type ClaimFile,
  claimFormat,
  claimVersion,
  readClaim,
} from "./run/claim.js";
export { type Credentials, credentialsOf, noCredentials, readCredentials, type Secret } from "./run/credentials.js";
export { restoreTimeoutMs } from "./run/ledger.js";
export { maxListedThings } from "./run/open-target.js";
export {
  type ConformanceOptions,
  defaultParallelThings,
  defaultTimeoutMs,
} from "./run/options.js";
export { defaultRequestsPerSecond } from "./run/pace.js";
export { type Plan, type PlannedCheck, planConformance, type ThingPlan } from "./run/plan-conformance.js";
export type { Observer, RunEvent } from "./run/progress.js";
export { runConformance } from "./run/run-conformance.js";
export { readTestResults, type TestOutcome, type TestResults } from "./run/test-results.js";
export { testedClaim } from "./run/tested-claim.js";
export type { Assertion } from "./specifications/assertion.js";
export { assertions } from "./specifications/assertions.js";
export { type Coverage, coverageOf } from "./specifications/coverage.js";
export { type Specification, type SpecificationName, specifications } from "./specifications/specification.js";
export type { Means, Retrieval, Subject } from "./subject.js";
export { type Judgement, type Level, type Tally, type Verdict, verdicts } from "./verdict.js";
export type { Change, ChangeLedger, Effect, Unrestored } from "./wire/change.js";
export type {
  Answered,
  Carrier,
  DressedRequest,
  HeaderFields,
  HttpAuthentication,
  HttpExchange,
  HttpRequest,
  HttpResponse,
  Unanswered,
} from "./wire/http/http-exchange.js";
export { type HttpProbe, httpProbe, type Listening } from "./wire/http/http-probe.js";
export { type HttpChange, HttpWire } from "./wire/http/http-wire.js";
export { type MdnsGroup, mdnsGroup } from "./wire/mdns/mdns-group.js";
export { defaultProbeLimits, type ProbeLimits } from "./wire/probe-limits.js";
export { maxTranscriptBodyBytes, type RecordedBody } from "./wire/recorded-body.js";
export type { Trust } from "./wire/trust.js";
export type { Exchange, Pace, ProbeProblem, TranscriptLine, Wire, WireContext, WireName } from "./wire/wire.js";
export type { Wires } from "./wire/wires.js";
