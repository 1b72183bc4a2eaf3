import type { Observation } from "@thingwright/core";
import { type ExitCode, exitCode } from "../exit-code.js";
import { openTarget, type TargetOptions } from "../target.js";
import { interruptSignal, type Terminal } from "../terminal.js";
import { printable, valueOfArgument } from "../value-argument.js";

/** Options of the commands that talk to one affordance. */
export interface InteractOptions extends TargetOptions {
  readonly json: boolean;
}

/** `thingwright read TD NAME` */
export async function read(td: string, name: string, options: InteractOptions, terminal: Terminal): Promise<ExitCode> {
  await using target = await openTarget(td, options);
  const value = await target.thing.read(name, { uriVariables: options.uriVariables ?? {} });
  terminal.out(`${printable(value, options.json)}\n`);
  return exitCode.ok;
}

/** `thingwright write TD NAME VALUE` */
export async function write(
  td: string,
  name: string,
  value: string,
  options: InteractOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await using target = await openTarget(td, options);
  await target.thing.write(name, valueOfArgument(value), { uriVariables: options.uriVariables ?? {} });
  if (options.json) terminal.out(`${JSON.stringify({ written: true })}\n`);
  return exitCode.ok;
}

/** `thingwright invoke TD NAME [INPUT]` */
export async function invoke(
  td: string,
  name: string,
  input: string | undefined,
  options: InteractOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await using target = await openTarget(td, options);
  const output = await target.thing.invoke(name, valueOfArgument(input), { uriVariables: options.uriVariables ?? {} });
  if (output !== undefined || options.json) terminal.out(`${printable(output, options.json)}\n`);
  return exitCode.ok;
}

/** Options of the commands that listen. */
export interface ListenOptions extends InteractOptions {
  /** Values after which to end; without it, until interrupted. */
  readonly count?: number;
}

/** `thingwright observe TD NAME` */
export async function observe(td: string, name: string, options: ListenOptions, terminal: Terminal): Promise<ExitCode> {
  await using target = await openTarget(td, options);
  const signal = interruptSignal(terminal);
  return await listen(target.thing.observe(name, { signal, ...notices(terminal) }), options, terminal);
}

/** `thingwright subscribe TD NAME` */
export async function subscribe(
  td: string,
  name: string,
  options: ListenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await using target = await openTarget(td, options);
  const signal = interruptSignal(terminal);
  return await listen(target.thing.subscribe(name, { signal, ...notices(terminal) }), options, terminal);
}

async function listen(values: Observation<unknown>, options: ListenOptions, terminal: Terminal): Promise<ExitCode> {
  let seen = 0;
  for await (const value of values) {
    terminal.out(`${printable(value, options.json)}\n`);
    seen += 1;
    if (seen === options.count) break;
  }
  return exitCode.ok;
}

function notices(terminal: Terminal) {
  return {
    onInterrupted: (error: Error) => terminal.err(`connection lost: ${error.message}\n`),
    onResumed: () => terminal.err("connection back; values may have been missed\n"),
    onInvalid: (error: Error) => terminal.err(`ignored a bad value: ${error.message}\n`),
  };
}
