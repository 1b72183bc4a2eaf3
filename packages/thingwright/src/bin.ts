#!/usr/bin/env node
import { run } from "@thingwright/cli";

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interrupted: (listener) => {
    process.once("SIGINT", listener);
    process.once("SIGTERM", listener);
  },
});
