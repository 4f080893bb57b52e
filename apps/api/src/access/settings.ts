import { Type } from '@sinclair/typebox';
import { orNull, shape, wordOf } from '../http/shape.js';

/** The pages that somebody may begin with. */
const LANDINGS = ['/today', '/', '/alerts', '/clients', '/evidence', '/checks'] as const;
/** How close the lines of tables stand. */
const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];
export type Landing = (typeof LANDINGS)[number];

export const Settings = shape('Settings', {
  timeZone: orNull(
    Type.String({
      maxLength: 64,
      pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$',
      description: 'In which times are shown, by its name in the IANA database; null: that of the browser.',
    }),
  ),
  landing: orNull(wordOf(LANDINGS, 'The page that signing in leads to; null: that of the role.')),
  density: Type.Optional(
    orNull(wordOf(DENSITIES, 'How close the lines of tables stand; null: comfortable. Left out: as before.')),
  ),
});

/** Whether there is such a zone. Pure. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
