/** Number of letters to add, take away, change or exchange with their neighbour to make one word of another (Damerau 1964). */
function distance(one: string, other: string): number {
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = last[j - 1]! + Number(one[i - 1] !== other[j - 1]);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(Math.min(changed, last[j]! + 1, row[j - 1]! + 1, swapped ? before[j - 2]! + 1 : changed));
    }
    [before, last] = [last, row];
  }
  return last[other.length]!;
}

/** " Did you mean ...?" for the known word that a mistyped one is nearest to; empty where none is near (a third of its letters, two at most). */
export function didYouMean(word: string, known: Iterable<string>): string {
  const most = Math.min(2, Math.floor(word.length / 3));
  const [best] = [...known]
    .map(name => ({ name, off: distance(word, name) }))
    .filter(({ off }) => off <= most)
    .sort((x, y) => x.off - y.off);
  return best === undefined ? '' : ` Did you mean ${JSON.stringify(best.name)}?`;
}
