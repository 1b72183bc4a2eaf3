export type { Area, Check, CheckDescription, Safety } from "./check.js";
export { checks } from "./checks/checks.js";
export { runCommandLine, type Terminal } from "./cli/command-line.js";
export { type ExitCode, exitCode, exitCodeOf } from "./cli/exit-code.js";
export { explain } from "./explain.js";
export type {
  Answered,
  Exchange,
  HeaderFields,
  ProbeProblem,
  ProbeRequest,
  ProbeResponse,
  Unanswered,
} from "./http/exchange.js";
export { defaultProbeLimits, type ProbeLimits } from "./http/probe-limits.js";
export {
  maxTranscriptBodyBytes,
  maxTranscriptExchanges,
  type RecordedExchange,
  type RecordedResponse,
} from "./http/transcript.js";
export { httpProbe, type Probe } from "./http-probe.js";
export type { Outcome } from "./outcome.js";
export { jsonReport } from "./report/json.js";
export { type CheckResult, type Report, reportFormat, reportVersion, type ThingReport } from "./report/report.js";
export { terminalReport } from "./report/terminal.js";
export { type ConformanceOptions, defaultTimeoutMs, runConformance } from "./run-conformance.js";
export { type Specification, type SpecificationName, specifications } from "./specification.js";
export type { Retrieval, Subject } from "./subject.js";
export { maxListedThings } from "./target.js";
export { type Judgement, type Level, type Tally, type Verdict, verdicts } from "./verdict.js";
