/** Bytes by which the heap may be larger in the second half of a run than it was in the first: caches fill up. */
const allowedGrowthBytes = 16 * 1024 * 1024;

/** Looks at the heap after collections, and tells growth from its ups and downs. */
export class HeapWatch {
  /** Heap in bytes, and how much of the run was over then. */
  readonly #looks: { readonly progress: number; readonly bytes: number }[] = [];

  /** @param progress - from 0 to 1 */
  look(progress: number): number {
    for (let times = 0; times < 3; times += 1) globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const bytes = heapUsed + external;
    this.#looks.push({ progress, bytes });
    return bytes;
  }

  /** The least heap of each of the last two thirds of the run is compared: the first third warms up. */
  get #growthBytes(): number {
    const least = (from: number, to: number): number =>
      Math.min(...this.#looks.filter(({ progress }) => progress >= from && progress < to).map(({ bytes }) => bytes));
    const growth = least(2 / 3, Number.POSITIVE_INFINITY) - least(1 / 3, 2 / 3);
    return Number.isFinite(growth) ? growth : 0;
  }

  complaints(): readonly string[] {
    const growth = this.#growthBytes;
    return growth > allowedGrowthBytes ? [`the heap has grown by ${megabytes(growth)}`] : [];
  }

  summary(): string {
    const all = this.#looks.map(({ bytes }) => bytes);
    if (all.length === 0) return "heap not looked at";
    return `heap ${megabytes(Math.min(...all))} to ${megabytes(Math.max(...all))}, growth ${megabytes(this.#growthBytes)}`;
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
