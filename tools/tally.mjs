/** Counts checks, says each in one line, and tells the process's caller how they went. */
export class Tally {
  #passed = 0;
  #failed = 0;

  /** Counts one check; `problem` is the empty text when it passed. Returns whether it did. */
  add(title, problem) {
    if (problem === "") {
      this.#passed += 1;
      process.stdout.write(`ok    ${title}\n`);
      return true;
    }
    this.#failed += 1;
    process.stdout.write(`FAIL  ${title}\n    ${problem}\n`);
    return false;
  }

  /** Says the sum, and makes the process end with 1 when anything failed. */
  finish() {
    process.stdout.write(`${this.#passed} passed, ${this.#failed} failed\n`);
    if (this.#failed > 0) process.exitCode = 1;
  }
}
