const listeners = new Set<() => void>();

/** An answer said of itself that it does not know yet all that was written when it was asked for. */
export function noteListBehind(): void {
  for (const tell of listeners) tell();
}

/** @returns what ends it */
export function onListBehind(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
