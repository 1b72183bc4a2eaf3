import type { ConsumerCheck } from "../consumer-subject.js";
import { halfMessageIsNone } from "./http/incomplete-message.js";
import { credentialsStayAtHome } from "./http/redirect-credentials.js";
import { statusClassIsUnderstood } from "./http/status-class.js";

export const httpChecks: readonly ConsumerCheck[] = [halfMessageIsNone, credentialsStayAtHome, statusClassIsUnderstood];
