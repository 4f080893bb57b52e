import type { Mark } from '#strip';

/** Of one kind, judged alike, in one of so many parts of the time: one mark for all of them. */
const PARTS = 150;

/** Marks in the order of time, those that say the same close together as one, so that thousands of uses stay a few hundred. Pure. */
export function fewerMarks(
  marks: readonly Mark[],
  { from, to }: { readonly from: number; readonly to: number },
): Mark[] {
  const part = Math.max(1, to - from) / PARTS;
  const found = new Map<string, Mark>();
  for (const mark of [...marks].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const { form, status, what, verdict, at } = mark;
    const key = JSON.stringify([form, status, what, verdict, Math.floor((Date.parse(at) - from) / part)]);
    const first = found.get(key);
    found.set(key, first === undefined ? mark : { ...first, until: mark.until, count: first.count + mark.count });
  }
  return [...found.values()];
}
