#!/usr/bin/env node
import { runCommandLine } from "./cli/command-line.js";

process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interrupted(listener) {
    process.once("SIGINT", listener);
    process.once("SIGTERM", listener);
  },
});
