import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseThingDescription, validateThingDescription } from "../src/index.js";
import { schemaFindings } from "../src/schema/schema-findings.js";

/** A folder of Thing Descriptions with a `manifest.json` that holds the W3C schema's verdict on each. */
const corpus = process.env.THINGWRIGHT_TD_CORPUS;
