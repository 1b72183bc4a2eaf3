/** What of an installation is known from ETS. */
export interface KnxProject {
  readonly name: string;
  readonly addresses: readonly ProjectAddress[];
  /** Functions of rooms, with the roles of their addresses: since ETS 5.7. */
  readonly functions: readonly ProjectFunction[];
  /** What of the project could not be read, and why. */
  readonly problems: readonly string[];
}

/** A group address of a project. */
export interface ProjectAddress {
  readonly address: number;
  readonly name: string;
  readonly description: string;
  /** Names of the main group and of those below it. */
  readonly ranges: readonly string[];
  /** As the project has it: `DPST-9-1`; of several, the first. */
  readonly datapointType: string | undefined;
  /** Whether a device answers when it is asked; `undefined` where no device is known. */
  readonly answers: boolean | undefined;
  /** Whether a device takes values that are written to it; `undefined` where no device is known. */
  readonly takes: boolean | undefined;
  /** Whether its telegrams are encrypted (KNX Data Secure). */
  readonly isSecured: boolean;
}

/** A function of a room: a lamp, a blind. */
export interface ProjectFunction {
  readonly id: string;
  readonly name: string;
  /** `FT-1`, or an older name such as `SwitchableLight`. */
  readonly type: string;
  /** Names of the building, the floor, the room. */
  readonly spaces: readonly string[];
  readonly members: readonly { readonly role: string; readonly address: number }[];
}
