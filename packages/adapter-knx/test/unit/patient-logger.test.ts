import { expect, it } from "vitest";
import { turnToCome } from "../../src/bus/pending-reads.js";
import { patientLogger } from "../../src/patient-logger.js";

it("a patient logger warns of all but questions whose turn is still to come", () => {
  const said: string[] = [];
  const logger = patientLogger({
    debug: (message) => void said.push(`debug ${message}`),
    info: (message) => void said.push(`info ${message}`),
    warn: (message) => void said.push(`warn ${message}`),
    error: (message) => void said.push(`error ${message}`),
  });
  logger.warn("a source fails", { message: `1/0/1 was not asked within 5000 ms: ${turnToCome}` });
  logger.warn("a source fails", { message: "no device has answered" });
  logger.warn("something else");
  logger.debug("a");
  logger.info("b");
  logger.error("c");
  expect(said).toEqual([
    "debug a source fails",
    "warn a source fails",
    "warn something else",
    "debug a",
    "info b",
    "error c",
  ]);
});
