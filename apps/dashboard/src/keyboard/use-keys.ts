import { useEffect, useEffectEvent } from 'react';

/** What single keys do; a handler that answers false leaves the key to others. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void | boolean>>;

/** Binds keys for as long as the component is shown. Nothing happens while somebody types, or behind a dialog. */
export function useKeys(keys: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
    const handler = keys[event.key];
    if (handler !== undefined && handler(event) !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"]') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select');
}
