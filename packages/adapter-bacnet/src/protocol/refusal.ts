import { DataSchemaError, RemoteError, type WotError } from "@thingwright/errors";
import type { Apdu } from "./apdu.js";
import { readUnsigned } from "./numbers.js";
import { TagCursor } from "./tag-cursor.js";

/** Error classes (ASHRAE 135 §18). */
const classes = ["device", "object", "property", "resources", "security", "services", "vt", "communication"] as const;

/** Error codes (§18, §21 "Error-Code") that devices answer reads, writes and subscriptions with; others go by number. */
const codes: ReadonlyMap<number, string> = new Map([
  [0, "other"],
  [2, "configuration-in-progress"],
  [3, "device-busy"],
  [7, "inconsistent-parameters"],
  [9, "invalid-data-type"],
  [14, "invalid-parameter-data-type"],
  [16, "missing-required-parameter"],
  [18, "no-space-for-object"],
  [19, "no-space-to-add-list-element"],
  [20, "no-space-to-write-property"],
  [22, "property-is-not-a-list"],
  [25, "operational-problem"],
  [26, "password-failure"],
  [27, "read-access-denied"],
  [29, "service-request-denied"],
  [30, "timeout"],
  [31, "unknown-object"],
  [32, "unknown-property"],
  [35, "unsupported-object-type"],
  [37, "value-out-of-range"],
  [40, "write-access-denied"],
  [41, "character-set-not-supported"],
  [42, "invalid-array-index"],
  [43, "cov-subscription-failed"],
  [44, "not-cov-property"],
  [45, "optional-functionality-not-supported"],
  [47, "datatype-not-supported"],
  [50, "property-is-not-an-array"],
  [72, "unknown-subscription"],
  [79, "busy"],
  [80, "communication-disabled"],
  [82, "unknown-device"],
  [83, "unknown-route"],
  [84, "value-not-initialized"],
]);

/** Why a device cannot read a request (§18.9). */
const rejections = [
  "other",
  "buffer-overflow",
  "inconsistent-parameters",
  "invalid-parameter-data-type",
  "invalid-tag",
  "missing-required-parameter",
  "parameter-out-of-range",
  "too-many-arguments",
  "undefined-enumeration",
  "unrecognized-service",
] as const;

/** Why a device gave up on a request (§18.10). */
const aborts = [
  "other",
  "buffer-overflow",
  "invalid-apdu-in-this-state",
  "preempted-by-higher-priority-task",
  "segmentation-not-supported",
  "security-error",
  "insufficient-security",
  "window-size-out-of-range",
  "application-exceeded-reply-time",
  "out-of-resources",
  "tsm-timeout",
  "apdu-too-long",
] as const;

export const rejectReason = { invalidTag: 4, unrecognizedService: 9 } as const;
export const abortReason = { segmentationNotSupported: 4, outOfResources: 9 } as const;
/** Class services, code unknown-subscription: what a device hears that notifies whoever has not subscribed. */
export const unknownSubscription = [5, 72] as const;

/** What a refusal says: `error/property/write-access-denied`, `reject/unrecognized-service`, `abort/apdu-too-long`. */
export type Refused = Extract<Apdu, { readonly kind: "error" | "reject" | "abort" }>;

/**
 * The device's refusal as an error. Its status is `class/code` of a BACnet error, or `reject/reason`, `abort/reason`.
 * A value that the device does not take is the fault of whoever sent it: `DataSchemaError`.
 *
 * @throws {ProtocolError} WOT_PROTOCOL for an error without class and code
 */
export function refusalError(refused: Refused): WotError {
  const status = statusOf(refused);
  if (status === "property/value-out-of-range" || status === "property/invalid-data-type")
    return new DataSchemaError("WOT_DATA_INVALID", `the device answered: ${status}`, {
      cause: new RemoteError("WOT_REMOTE", `the device answered: ${status}`, { status }),
    });
  return new RemoteError("WOT_REMOTE", `the device answered: ${status}`, { status });
}

function statusOf(refused: Refused): string {
  if (refused.kind === "error") return readErrorStatus(new TagCursor(refused.data));
  const names = refused.kind === "reject" ? rejections : aborts;
  return `${refused.kind}/${names[refused.reason] ?? refused.reason}`;
}

/** `class/code` of the error that comes next. Errors of some services have it in a tag of their own (§21). */
export function readErrorStatus(cursor: TagCursor): string {
  if (cursor.is("opening")) cursor.take("opening");
  const errorClass = readUnsigned(cursor.take("application", 9));
  const code = readUnsigned(cursor.take("application", 9));
  return `${classes[errorClass] ?? errorClass}/${codes.get(code) ?? code}`;
}

/** Whether the device has no such service at all, so that asking it again makes no sense. */
export const isUnknownService = (error: unknown): boolean =>
  error instanceof RemoteError &&
  (error.status === "reject/unrecognized-service" || error.status === "services/optional-functionality-not-supported");

/** Whether the answer did not fit: the same asked in smaller parts may. */
export const isTooLong = (error: unknown): boolean =>
  error instanceof RemoteError &&
  [
    "abort/segmentation-not-supported",
    "abort/buffer-overflow",
    "abort/apdu-too-long",
    "abort/out-of-resources",
    "reject/buffer-overflow",
    "reject/too-many-arguments",
  ].includes(error.status);
