import { Type } from '@sinclair/typebox';
import { At, Count, Name, orNull, shape, wordOf } from '../http/shape.js';
import { ActRef } from '../alerts/alerts.shapes.js';

const Said = orNull(
  Type.Object({
    change: Type.Optional(Type.String()),
    verdict: Type.String(),
    severity: Type.String(),
  }),
);

const ReplayProgress = shape('ReplayProgress', {
  kind: wordOf(['progress'] as const),
  done: Count,
  total: Count,
});

export const ReplayedChange = shape('ReplayedChange', {
  kind: wordOf(['change'] as const),
  recordedAt: orNull(At),
  position: orNull(Count),
  change: Type.String({
    description: 'What changed; `standing` for an alert that in the end differs from how it is judged again.',
  }),
  alertId: Name,
  clientId: Name,
  entityId: Name,
  verdict: orNull(Type.String()),
  previousVerdict: orNull(Type.String()),
  cause: orNull(Type.String()),
  act: ActRef,
  by: orNull(
    Type.Object({ source: Type.String(), id: Type.String() }, { description: 'The event that caused the change.' }),
  ),
  asRecorded: Type.Boolean(),
  difference: Type.Optional(
    Type.Object({
      cause: wordOf(['POLICY', 'LATE_FACT', 'CODE'] as const),
      recorded: Said,
      derived: Said,
    }),
  ),
});

const ReplayEnd = shape('ReplayEnd', {
  kind: wordOf(['end'] as const),
  alerts: Count,
  asRecorded: Count,
  differ: Count,
});

/** One line of a replay: first how far it has come, then the changes in their order, at last the sum: else it is not all. */
export const ReplayAnswer = Type.Union([ReplayProgress, ReplayedChange, ReplayEnd]);
