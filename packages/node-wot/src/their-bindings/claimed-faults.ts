/** The part of `process` that faults are told by. */
export interface FaultSource {
  on(event: Fault, listener: (reason: unknown) => void): unknown;
  off(event: Fault, listener: (reason: unknown) => void): unknown;
  listeners(event: Fault): readonly unknown[];
  nextTick(work: () => void): void;
}

/** What nobody has handled, in the words of Node.js. */
export type Fault = "unhandledRejection" | "uncaughtException";

/** Says whether a fault, which is being told of now, is its own; it is taken care of then. */
export type Claim = (reason: unknown) => boolean;

/**
 * Has `claim` asked of each fault. Those that nobody claims take the way that they would without it: to the other listeners, and where there
 * are none they end the process. There is one listener for all claims, so that many bindings make no warning of too many.
 *
 * @returns asks it no more
 */
export function claimFaults(source: FaultSource, fault: Fault, claim: Claim): () => void {
  const claims = claimsOf(source, fault);
  if (claims.size === 0) listen(source, fault, claims);
  claims.add(claim);
  return () => {
    if (claims.delete(claim) && claims.size === 0) silence(source, fault);
  };
}

const claimsBySource = new WeakMap<FaultSource, Map<Fault, Set<Claim>>>();

function claimsOf(source: FaultSource, fault: Fault): Set<Claim> {
  const byFault = claimsBySource.get(source) ?? new Map<Fault, Set<Claim>>();
  claimsBySource.set(source, byFault);
  const claims = byFault.get(fault) ?? new Set<Claim>();
  byFault.set(fault, claims);
  return claims;
}

/** The same for all copies of this package in a process. */
const marker = Symbol.for("@thingwright/node-wot/claims");

/** The listener of a copy of this package. */
interface Claiming {
  [marker]: ReadonlySet<Claim>;
}

function listen(source: FaultSource, fault: Fault, claims: ReadonlySet<Claim>): void {
  const listener = (reason: unknown): void => {
    const copies = copiesAt(source, fault);
    // Each copy looks at the claims of all, and the first alone acts.
    if (copies[0]?.[marker] !== claims) return;
    if (copies.some((copy) => [...copy[marker]].some((claim) => claim(reason)))) return;
    const fail = (): void => {
      if (source.listeners(fault).length === copiesAt(source, fault).length) throw reason;
    };
    // Whoever listens may take itself off while it tells a rejection once more, as mocha does: it is there again a tick later.
    if (fault === "unhandledRejection") source.nextTick(fail);
    else fail();
  };
  source.on(fault, Object.assign(listener, { [marker]: claims }));
}

const copiesAt = (source: FaultSource, fault: Fault): readonly Claiming[] =>
  source.listeners(fault).filter((each): each is Claiming => typeof each === "function" && marker in each);

function silence(source: FaultSource, fault: Fault): void {
  const claims = claimsOf(source, fault);
  const isOwn = (each: unknown): each is () => void => (each as Partial<Claiming> | undefined)?.[marker] === claims;
  for (const listener of source.listeners(fault).filter(isOwn)) source.off(fault, listener);
}
