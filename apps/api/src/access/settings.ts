import { Type } from '@sinclair/typebox';
import { DIGEST_DAYS } from '#store';
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
  digest: Type.Optional(
    orNull(
      wordOf(
        DIGEST_DAYS,
        'On which days what Today says is mailed, at seven in the time zone above, or by UTC; null: on none. Left out: as before.',
      ),
    ),
  ),
});
