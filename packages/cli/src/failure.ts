import { type ErrorCode, isWotError, toProblem, UnsupportedError, type WotError } from "@thingwright/errors";
import { type ExitCode, exitCode } from "./exit-code.js";
import { type Terminal, visible } from "./terminal.js";

/** What a person can do about an error, where it is not obvious. */
const advice: Partial<Record<ErrorCode, string>> = {
  WOT_CREDENTIALS_MISSING:
    'give them with --credentials FILE: {"*": {"<security definition>": {…}}, "origins": {"https://…": {…}}}',
  WOT_CREDENTIALS_REFUSED: "the Thing knows who you are and still says no: check the account's rights",
  WOT_NETWORK: "is the device on, and is the address in the Thing Description right?",
  WOT_TIMEOUT: "wait longer with --timeout MS",
  WOT_TD_SYNTAX: "see what is wrong with: thingwright td validate FILE",
  WOT_TD_INVALID: "see everything that is wrong with: thingwright td validate FILE",
};

/** Says what went wrong and what to do, and how the process should end. */
export function report(error: unknown, terminal: Terminal, asJson: boolean): ExitCode {
  if (!isWotError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    terminal.err(asJson ? `${JSON.stringify({ error: { code: "WOT_INTERNAL", message } })}\n` : `error: ${message}\n`);
    return exitCode.failed;
  }
  terminal.err(asJson ? `${JSON.stringify({ error: asObject(error) })}\n` : asText(error));
  // A taken port is no mistake in the arguments: the same command works elsewhere.
  const isMistake = error.family === "UsageError" && error.code !== "WOT_ADDRESS_IN_USE";
  return isMistake ? exitCode.usage : exitCode.failed;
}

function asObject(error: WotError): object {
  const { title } = toProblem(error);
  return { code: error.code, title, message: error.message };
}

function asText(error: WotError): string {
  const lines = [`error: ${visible(error.message)}`];
  if (error instanceof UnsupportedError) {
    for (const { href, reason } of error.attempts) lines.push(`  ${href}: ${reason}`);
  }
  const hint = advice[error.code];
  if (hint !== undefined) lines.push(`  ${hint}`);
  return `${lines.join("\n")}\n`;
}
