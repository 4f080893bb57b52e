/** For so long the last step can be undone by a key, or by the notice of it. */
export const UNDO_MS = 10_000;

let last: { readonly undo: () => void; readonly until: number } | undefined;

export const rememberUndo = (undo: () => void): void => {
  last = { undo, until: Date.now() + UNDO_MS };
};

/** @returns whether there was something to undo */
export function undoLast(): boolean {
  const step = last;
  last = undefined;
  if (step === undefined || Date.now() > step.until) return false;
  step.undo();
  return true;
}
