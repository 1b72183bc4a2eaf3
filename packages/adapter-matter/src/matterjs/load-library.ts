import { UnsupportedError } from "@thingwright/errors";
import type { MainModule, MatterLibrary, NodejsModule, ProtocolModule, TypesModule } from "./library.js";

/** Imports a module by its name, from where it is installed. */
export type ImportModule = (name: string) => Promise<unknown>;

/** The version of `@matter/main` that this package is tested with. */
export const matterVersion = "0.17.9";

/**
 * Loads `@matter/main`, which is no dependency of this package: it is large, and only who speaks Matter needs it. It is told
 * to leave the process alone: its arguments, its environment, its signals and its exit code.
 *
 * @throws {UnsupportedError} WOT_OPERATION when it is not installed
 */
export async function loadLibrary(importModule: ImportModule = importHere): Promise<MatterLibrary> {
  try {
    leaveProcessAlone((await importModule("@matter/nodejs/config")) as ConfigModule);
    const [main, protocol, types, nodejs] = await Promise.all(
      ["@matter/main", "@matter/main/protocol", "@matter/main/types", "@matter/nodejs"].map(importModule),
    );
    return {
      main: main as MainModule,
      protocol: protocol as ProtocolModule,
      types: types as TypesModule,
      nodejs: nodejs as NodejsModule,
    };
  } catch (error) {
    throw new UnsupportedError("WOT_OPERATION", `Matter needs a library: npm install @matter/main@${matterVersion}`, {
      cause: error,
    });
  }
}

/** From where this package is. `as string`: who has not installed it can compile this all the same. */
const importHere: ImportModule = (name) => {
  switch (name) {
    case "@matter/nodejs/config":
      return import("@matter/nodejs/config" as string);
    case "@matter/nodejs":
      return import("@matter/nodejs" as string);
    case "@matter/main":
      return import("@matter/main" as string);
    default:
      return import(name);
  }
};

interface ConfigModule {
  readonly config: Record<string, boolean>;
}

/** An application that has begun to use the library before has configured it its own way: then nothing is changed. */
function leaveProcessAlone({ config }: ConfigModule): void {
  try {
    for (const name of interferences) config[name] = false;
  } catch {
    return;
  }
}

const interferences = [
  "loadProcessArgv",
  "loadProcessEnv",
  "loadConfigFile",
  "trapProcessSignals",
  "trapUnhandledErrors",
  "setProcessExitCodeOnError",
] as const;
