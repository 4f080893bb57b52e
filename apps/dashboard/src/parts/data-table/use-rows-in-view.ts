import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const BEHIND_HEADERS = 110;

interface Wanted {
  count: number;
  rowHeight: number;
  keyOf: (index: number) => string;
  /** Asks for what comes next, once the end draws near. */
  onNearEnd?: (() => void) | undefined;
}

/** Which rows are in the window, so that only these are drawn, however long the list. */
export function useRowsInView({ count, rowHeight, keyOf, onNearEnd }: Wanted) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top;
    if (top !== undefined) setScrollMargin(Math.round(top + window.scrollY));
  }, [count]);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 12,
    scrollMargin,
    scrollPaddingStart: BEHIND_HEADERS,
    scrollPaddingEnd: 80,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastIndex >= count - 20) onNearEnd?.();
  }, [lastIndex, count, onNearEnd]);
  const reveal = useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer]);
  return {
    body,
    items,
    reveal,
    measure: virtualizer.measureElement,
    ...spaces(items, virtualizer.getTotalSize(), scrollMargin),
  };
}

/** The heights of what isn't drawn, above and below. */
function spaces(items: readonly VirtualItem[], total: number, margin: number): { above: number; below: number } {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return { above: 0, below: 0 };
  return { above: first.start - margin, below: Math.max(0, total - (last.end - margin)) };
}
