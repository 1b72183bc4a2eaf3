/** What the ready line of `npm start` says. */
export interface ReadyLine {
  readonly ready: true;
  /** Address of the listing of the Things. */
  readonly things: string;
}

/** `npm start` at free ports, as its user has it, in a process group of its own. */
export class RunningBuilding {
  /** Resolves once the process has ended. */
  readonly ended: Promise<string>;
  /** What the ready line says; a text that says why there is none. */
  ready(): Promise<ReadyLine | string>;
  signal(name: NodeJS.Signals): void;
}

/** Resolves to `outcome` after `ms`, without keeping the process alive. */
export function after<T>(ms: number, outcome: T): Promise<T>;
