import type { ParseArgsConfig, parseArgs } from "node:util";

/** Every option of the command line; a configuration file has the same names. */
export const optionTypes = {
  only: { type: "string", multiple: true },
  skip: { type: "string", multiple: true },
  "dry-run": { type: "boolean" },
  list: { type: "boolean" },
  allow: { type: "string", multiple: true },
  claim: { type: "string" },
  "test-results": { type: "string", multiple: true },
  credentials: { type: "string" },
  rate: { type: "string" },
  ca: { type: "string" },
  "allow-untrusted": { type: "boolean" },
  timeout: { type: "string" },
  "request-timeout": { type: "string" },
  "effect-timeout": { type: "string" },
  seed: { type: "string" },
  repeat: { type: "string" },
  "fail-fast": { type: "boolean" },
  parallel: { type: "string" },
  host: { type: "string" },
  config: { type: "string" },
  strict: { type: "boolean" },
  json: { type: "boolean" },
  report: { type: "string", multiple: true },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const satisfies ParseArgsConfig["options"];

/** The options as they were given. */
export type GivenOptions = ReturnType<typeof parseArgs<{ options: typeof optionTypes }>>["values"];
