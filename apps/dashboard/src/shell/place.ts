const KEY = 'scopewatch-place';

/** Where whoever signs in begins. */
const BEGINNINGS = ['/', '/today'];
export const isBeginning = (pathname: string): boolean => BEGINNINGS.includes(pathname);

/** Where somebody was when they had to sign in, within this tab. */
export function rememberPlace(): void {
  const { pathname, search } = location;
  if (!isBeginning(pathname) && pathname !== '/sign-in') sessionStorage.setItem(KEY, `${pathname}${search}`);
}

/** @returns where to go on, once */
export function takePlace(): string | null {
  const place = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return place;
}
