/** How many letters have to be changed, added, left out or swapped with the next one to make one word of the other. */
export function editDistance(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}

const plain = (word: string): string => word.toLowerCase().replace(/[\s_\-.]+/g, '');

/** A word of which more than every third letter is wrong is another word, and so is one that has no letter in common. */
const isLikely = (word: string, known: string, distance: number): boolean =>
  distance <= Math.max(1, Math.floor(word.length / 3)) && distance < Math.max(word.length, known.length);

/** The known word that was probably meant; `null` where none is near. How it is spelled counts, not how it is written. */
export function nearest(word: string, known: readonly string[]): string | null {
  const meant = plain(word);
  let best: { word: string; distance: number } | null = null;
  for (const each of known) {
    const written = plain(each);
    const distance = editDistance(meant, written);
    if (isLikely(meant, written, distance) && (best === null || distance < best.distance))
      best = { word: each, distance };
  }
  return best?.word ?? null;
}
