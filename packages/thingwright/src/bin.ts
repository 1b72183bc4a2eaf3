#!/usr/bin/env node
import { run } from "@thingwright/cli";

// A reader that has seen enough, such as head, closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  input: () => process.stdin,
  interrupted: (listener) => {
    process.once("SIGINT", listener);
    process.once("SIGTERM", listener);
  },
});
