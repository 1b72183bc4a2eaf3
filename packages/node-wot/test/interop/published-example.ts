import { existsSync, readFileSync } from "node:fs";
import { transformSync } from "esbuild";

const folder = new URL("../../../../.interop/node-wot-0.9.2/packages/examples/src/", import.meta.url);

/** Whether `.ci/install-tools` has brought node-wot's examples. */
export const hasExamples = existsSync(new URL("scripts/counter.ts", folder));

/** What a script of node-wot has around it. */
export interface Surroundings {
  /** Entry points of the Scripting API, as node-wot's command line gives them. */
  readonly WoT?: unknown;
  /** For the modules that a script imports. */
  require?(name: string): unknown;
}

/** A script that runs: its timers pass when the test says so, its lines are kept. */
export interface RunningExample {
  readonly lines: readonly string[];
  /** Resolves once a line has `text` in it. */
  said(text: string): Promise<void>;
  /** Lets every interval of the script pass once. */
  tick(): void;
}

/** Runs an example of node-wot's repository, such as `scripts/counter`, as it is published. */
export function runExample(name: string, { WoT, require }: Surroundings): RunningExample {
  const source = readFileSync(new URL(`${name}.ts`, folder), "utf8");
  const { code } = transformSync(source, { loader: "ts", format: "cjs", target: "node20" });
  const lines: string[] = [];
  const intervals: (() => void)[] = [];
  const waiting = new Map<string, () => void>();
  const say = (...parts: unknown[]): void => {
    lines.push(parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" "));
    for (const [text, resolve] of waiting) if (lines.at(-1)?.includes(text) === true) resolve();
  };
  const globals = {
    WoT,
    require,
    console: { log: say, info: say, error: say, warn: say, debug: say, dir: say },
    setInterval: (callback: () => void) => intervals.push(callback),
    setTimeout: (callback: () => void) => setImmediate(callback),
    module: { exports: {} },
  };
  new Function(...Object.keys(globals), code)(...Object.values(globals));
  return {
    lines,
    said: (text) =>
      new Promise((resolve) => {
        if (lines.some((line) => line.includes(text))) resolve();
        else waiting.set(text, resolve);
      }),
    tick: () => {
      for (const pass of intervals) pass();
    },
  };
}
