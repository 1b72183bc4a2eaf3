// A test engineer's program: does the Thing do what its description says? Only reads, and asks over its own connections.
import { runConformance, terminalReport } from "@thingwright/conformance";

const url = process.argv[2] ?? "http://127.0.0.1:8080/corridor-lamp";
const report = await runConformance(url);
process.stdout.write(terminalReport(report));

// Every exchange on the wire is in the report: here is what speaks against the Thing.
for (const { id, verdict, transcript } of report.things.flatMap(({ results }) => results)) {
  if (verdict === "fail") console.log(id, JSON.stringify(transcript, null, 2));
}
const { fail, "tool-error": troubles } = report.tally;
if (fail > 0) process.exitCode = 1;
else if (troubles > 0) process.exitCode = 2;
