import type { Check } from "../check.js";
import { openFormIsOpen } from "./security/td-security-binding.js";
import { closedFormIsClosed } from "./security/td-security-no-extras.js";

export const securityChecks: readonly Check[] = [openFormIsOpen, closedFormIsClosed];
