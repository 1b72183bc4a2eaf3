import type {
  Announcer,
  Clock,
  HostedThing,
  IntroducedKind,
  Logger,
  Offer,
  ServerBinding,
  ThingListing,
  Timer,
} from "@thingwright/contracts";

/** What announcing needs from a Servient. */
export interface AnnouncingEnvironment {
  readonly announcers: readonly Announcer[];
  readonly servers: readonly ServerBinding[];
  readonly things: ThingListing;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Milliseconds for which changes are gathered, so that a hundred Things are announced at once. */
const gatherMs = 100;

/** Keeps announcers informed of what a Servient offers. Without announcers it does nothing at all. */
export class Announcing {
  readonly #environment: AnnouncingEnvironment;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(environment: AnnouncingEnvironment) {
    this.#environment = environment;
  }

  /** To be called when Things come or go. */
  changed(): void {
    const { announcers, clock } = this.#environment;
    if (announcers.length === 0 || this.#stopped) return;
    this.#timer ??= clock.after(gatherMs, () => this.#announce());
  }

  /** Takes everything back. Never rejects. Idempotent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await Promise.all(
      this.#environment.announcers.map(async (each) => each.stop().catch((error) => this.#failed(each, error))),
    );
  }

  #announce(): void {
    const { announcers, servers, things, logger } = this.#environment;
    this.#timer = undefined;
    const offers = offersOf(servers, things);
    for (const each of announcers) {
      each.announce(offers, logger).catch((error: unknown) => this.#failed(each, error));
    }
  }

  #failed({ name }: Announcer, error: unknown): void {
    this.#environment.logger.error("an announcer failed", { announcer: name, error });
  }
}

/**
 * Every Thing on every server that serves its description, and each server's directory while there are several. Where
 * descriptions are not for anybody, titles are not either: only that there is something to ask for.
 */
function offersOf(servers: readonly ServerBinding[], things: ThingListing): readonly Offer[] {
  const all = [...things.all()];
  const started = servers.filter((server) => server.addresses().length > 0);
  const named = things.isOpen ? all.flatMap((thing) => started.flatMap((server) => offerOf(thing, server))) : [];
  if (all.length === 0 || (all.length === 1 && things.isOpen)) return named;
  const kind = all.length === 1 ? "thing" : "directory";
  return [...named, ...started.flatMap((server) => rootOf(server, kind))];
}

function offerOf(thing: HostedThing, server: ServerBinding): readonly Offer[] {
  const url = server.descriptionUrl?.(thing);
  return url === undefined ? [] : [{ title: thing.title, url, kind: "thing" }];
}

/** What is at the well-known address of a server: its only Thing, or the directory of them all. */
function rootOf(server: ServerBinding, kind: IntroducedKind): readonly Offer[] {
  const url = server.directoryUrl?.();
  return url === undefined ? [] : [{ title: kind === "thing" ? "Thing" : "Things", url, kind }];
}
