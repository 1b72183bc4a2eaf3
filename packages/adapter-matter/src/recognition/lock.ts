import { attributeRow, hasCommand, type Row } from "./served.js";

const lockRow =
  (name: "lock" | "unlock", title: string, command: string): Row =>
  (place) =>
    !hasCommand(place, command)
      ? undefined
      : {
          kind: "action",
          name,
          affordance: {
            title,
            input: {
              type: "object",
              properties: {
                pin: { title: "PIN", description: "Where the lock wants one.", type: "string", maxLength: 16 },
              },
            },
            safe: false,
            idempotent: true,
          },
          source: "none",
          terms: { "map:write": '$exists(pin) ? {"pinCode": $base64encode(pin)} : {}' },
          taker: { command, input: { pinCode: { type: "string", contentEncoding: "base64" } } },
          covers: [command],
        };

/** The common API has no model of locks: what most people want of one is said plainly. */
export const lockRows: readonly Row[] = [
  attributeRow(
    "lockState",
    {
      name: "locked",
      affordance: { title: "Locked", type: "boolean", readOnly: true, observable: true },
    },
    { "map:enum": { 0: false, 1: true, 2: false, 3: false } },
  ),
  lockRow("lock", "Lock", "lockDoor"),
  lockRow("unlock", "Unlock", "unlockDoor"),
];

/** Whose keys open a lock is for its owner's tool, not for everyone who may open it. */
export const administersLock = (command: string): boolean =>
  /user|credential|pinCode|rfid|schedule|aliro/i.test(command);
