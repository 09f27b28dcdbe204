/** Disjoint sets of 0..n-1, joined one by one (path halving, union by size). */
export class Groups {
  readonly #parent: Int32Array;
  readonly #size: Int32Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
    this.#size = new Int32Array(count).fill(1);
  }

  /** Representative of the set that holds i. */
  find(i: number): number {
    let at = i;
    while (this.#parent[at] !== at) {
      this.#parent[at] = this.#parent[this.#parent[at]!]!;
      at = this.#parent[at]!;
    }
    return at;
  }

  /** Joins the sets of i and j. */
  join(i: number, j: number): void {
    let a = this.find(i);
    let b = this.find(j);
    if (a === b) return;
    if (this.#size[a]! < this.#size[b]!) [a, b] = [b, a];
    this.#parent[b] = a;
    this.#size[a]! += this.#size[b]!;
  }

  /** Set of each element, numbered from 0 in order of first appearance. */
  numbered(): Int32Array {
    const numbers = new Map<number, number>();
    return Int32Array.from(this.#parent, (_, i) => {
      const root = this.find(i);
      let number = numbers.get(root);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(root, number);
      }
      return number;
    });
  }

  /** Size of the largest set. */
  largest(): number {
    let most = 0;
    for (let i = 0; i < this.#parent.length; i++) most = Math.max(most, this.#size[this.find(i)]!);
    return most;
  }
}
