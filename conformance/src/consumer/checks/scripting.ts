import type { ConsumerCheck } from "../consumer-subject.js";
import { malformedDataIsAnError } from "./scripting/malformed-data.js";
import { unfitDataIsAnError } from "./scripting/unfit-data.js";

export const scriptingChecks: readonly ConsumerCheck[] = [malformedDataIsAnError, unfitDataIsAnError];
