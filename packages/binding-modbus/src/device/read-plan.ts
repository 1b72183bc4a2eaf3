/** Coils or registers of one table, next to each other. */
export interface Range {
  /** As on the wire: counts from 0. */
  readonly address: number;
  readonly quantity: number;
}

/** Ranges that overlap: they cannot be read apart without reading something twice. */
export interface Block<R extends Range> {
  readonly start: number;
  /** The first address behind it. */
  readonly end: number;
  readonly ranges: readonly R[];
}

/** How far ranges may be merged. */
export interface MergeRules {
  /** Most addresses between two blocks that nobody asked for. */
  readonly maxGap: number;
  /** Most addresses in one request. */
  readonly maxQuantity: number;
  /** Addresses at which a request has to begin anew, because the device refused to read across. */
  readonly cuts: ReadonlySet<number>;
}

/** `ranges` as blocks, ascending. No block is longer than `maxQuantity` but where a single range is. */
export function blocksOf<R extends Range>(ranges: readonly R[], maxQuantity: number): readonly Block<R>[] {
  const blocks: { start: number; end: number; ranges: R[] }[] = [];
  for (const range of [...ranges].sort((one, other) => one.address - other.address)) {
    const last = blocks.at(-1);
    const end = Math.max(last?.end ?? 0, range.address + range.quantity);
    if (last !== undefined && range.address < last.end && end - last.start <= maxQuantity) {
      last.ranges.push(range);
      last.end = end;
    } else {
      blocks.push({ start: range.address, end: range.address + range.quantity, ranges: [range] });
    }
  }
  return blocks;
}

/** Blocks in groups that one request each can read. */
export function requestsOf<R extends Range>(
  blocks: readonly Block<R>[],
  rules: MergeRules,
): readonly (readonly Block<R>[])[] {
  const requests: Block<R>[][] = [];
  for (const block of blocks) {
    const request = requests.at(-1);
    if (request !== undefined && canJoin(request, block, rules)) request.push(block);
    else requests.push([block]);
  }
  return requests;
}

function canJoin(request: readonly Block<Range>[], block: Block<Range>, { maxGap, maxQuantity, cuts }: MergeRules) {
  const last = request.at(-1)!;
  if (block.start - last.end > maxGap || block.end - request[0]!.start > maxQuantity) return false;
  return block.start >= last.end && !cuts.has(block.start);
}

/** Where a refused request is best divided: behind its widest gap, in the middle where there is none. */
export function divisionOf(request: readonly Block<Range>[]): number {
  let best = Math.ceil(request.length / 2);
  let widest = 0;
  for (let index = 1; index < request.length; index++) {
    const gap = request[index]!.start - request[index - 1]!.end;
    if (gap > widest) [best, widest] = [index, gap];
  }
  return best;
}
