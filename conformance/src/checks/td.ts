import type { Check } from "../check.js";
import { tdIsJson } from "./td/td-json-open.js";
import { tdHasNoByteOrderMark } from "./td/td-json-open_no-byte-order.js";
import { tdIsUtf8 } from "./td/td-json-open_utf-8.js";
import { tdIsValid } from "./td/td-processor.js";
import { observableHasForms } from "./td/td-vocab-observable--PropertyAffordance.js";

export const tdChecks: readonly Check[] = [tdIsJson, tdHasNoByteOrderMark, tdIsUtf8, tdIsValid, observableHasForms];
