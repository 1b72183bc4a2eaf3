import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allBlocks, type Counterpart } from "../counterpart.js";
import { ForeignProgram } from "../foreign-program.js";

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const jars = fileURLToPath(new URL("../../../../../../.interop/californium", import.meta.url));

/** Eclipse Californium 3.14. */
export const californium: Counterpart = {
  name: "Californium",
  blocks: allBlocks,
  lacks: { client: {}, server: {} },
};

/**
 * The folder of the program's classes, compiled with the jars that `.ci/install-tools` fetches; `undefined` where they or
 * a JDK are not.
 */
export function californiumClasses(): string | undefined {
  if (!existsSync(jars)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "californium-"));
  const sources = [file("Program.java"), file("Resources.java")];
  const { status } = spawnSync("javac", ["-nowarn", "-d", folder, "-cp", join(jars, "*"), ...sources]);
  return status === 0 ? folder : undefined;
}

/** Starts it. */
export function californiumProgram(classes: string, environment?: Readonly<Record<string, string>>) {
  const path = `${classes}:${join(jars, "*")}`;
  // Small and soon started: it serves one test.
  return ForeignProgram.start("java", ["-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", path, "Program"], environment);
}
