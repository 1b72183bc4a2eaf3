#!/usr/bin/env node
import { runCommandLine } from "./cli/command-line.js";

// A reader that has seen enough, such as head, closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isInteractive: process.stderr.isTTY === true,
  hasColours: process.stdout.isTTY === true && process.stdout.hasColors(),
  interrupted(listener) {
    process.once("SIGINT", listener);
    process.once("SIGTERM", listener);
  },
});
