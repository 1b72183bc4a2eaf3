import type { HostedThing, Logger, ServerHost, ThingListing } from "@thingwright/contracts";

/** One line that a binding wrote to its log. */
export interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly context: Readonly<Record<string, unknown>> | undefined;
}

/** A Servient as a server binding sees it, with nothing behind it. */
export interface FakeHost extends ServerHost {
  readonly log: readonly LogLine[];
  add(thing: HostedThing): void;
  remove(id: string): void;
}

/** A host that lists `things` and keeps what is logged. */
export function fakeHost(...things: readonly HostedThing[]): FakeHost {
  const listed = new Map(things.map((thing) => [thing.id, thing]));
  const listing: ThingListing = { all: () => listed.values(), get: (id) => listed.get(id), isOpen: true };
  const log: LogLine[] = [];
  return {
    things: listing,
    logger: recordingLogger(log),
    log,
    add: (thing) => void listed.set(thing.id, thing),
    remove: (id) => void listed.delete(id),
  };
}

function recordingLogger(log: LogLine[]): Logger {
  const at =
    (level: keyof Logger) =>
    (message: string, context?: Readonly<Record<string, unknown>>): void =>
      void log.push({ level, message, context });
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
