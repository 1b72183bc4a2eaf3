import type { Command, Notification, Reply } from "./command.js";

/** What a client says of itself. */
export interface ConsumerAbout {
  readonly name: string;
  /** URIs of the profiles that it claims to conform to. What only concerns others is `not-claimed`. */
  readonly profiles: readonly string[];
}

/** What a command is given. */
export interface CommandContext {
  /** Aborts when nobody waits for the reply any more. */
  readonly signal: AbortSignal;
  /** Is told what subscriptions bring, as long as they last. */
  readonly notify: (notification: Notification) => void;
}

/**
 * What lets the suite tell a client what to do. Who makes a client implements it, or speaks the protocol of {@link stdioDriver}.
 *
 * An implementation does what it is told with the client as its users have it, in its usual settings, and nothing on its own: it
 * neither sends requests nor corrects values. It tells `done` only for what the client's user would take for a success. `perform`
 * is called for one command after the other, and may be called again after it was too late.
 */
export interface ConsumerDriver {
  /** Asked once, first. */
  about(signal: AbortSignal): Promise<ConsumerAbout>;
  /** What it throws is taken as `failed`. */
  perform(command: Command, context: CommandContext): Promise<Reply>;
  /** The reply to the last command did not come in time: a new client is wanted. */
  restart?(): Promise<void>;
  /** Ends the client. Never rejects. */
  close(): Promise<void>;
  /** How it is started, as a shell would have it: for commands that show a result again. */
  readonly commandLine?: string;
}
