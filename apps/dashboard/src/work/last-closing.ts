import type { Work } from '../api/alert-work';

type Closing = Extract<Work, { action: 'close' }>;

let last: Closing | undefined;

/** Keeps how somebody has closed, for as long as the page is open: the next alert of the same cause is closed likewise. */
export const rememberClosing = (closing: Closing): void => {
  last = closing;
};

/** @returns `undefined` where nothing was closed yet */
export const lastClosing = (): Closing | undefined => last;
