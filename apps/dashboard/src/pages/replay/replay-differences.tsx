import { Stack, Text } from '@mantine/core';
import type { ReplayedChange } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { changeLabel } from '../../words/alerts';
import { count } from '../../words/numbers';
import { verdictLabel } from '../../words/verdicts';
import type { Replayed } from './replayed';

type Difference = NonNullable<ReplayedChange['difference']>;

const CAUSES: Readonly<Record<Difference['cause'], string>> = {
  POLICY: 'It was judged by another rule pack than the one in force.',
  LATE_FACT: 'A fact that concerns all clients had not reached this one yet.',
  CODE: 'The same facts and rules give something else: the code has changed, or the record has.',
};

/** Where the record and the code part, and why. */
export function ReplayDifferences({ replayed: { differences, differing, end } }: { replayed: Replayed }) {
  if (differing === 0) return <Text c="dimmed">Nothing{end === null && ' so far'}.</Text>;
  return (
    <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Differences">
      {differences.map((change, i) => (
        <li key={`${change.position} ${change.alertId} ${i}`}>
          <Text size="sm" fw={600}>
            <LinkAnchor to="/alerts/$alertId" params={{ alertId: change.alertId }} className="id">
              {change.alertId}
            </LinkAnchor>
            {change.recordedAt !== null && (
              <>
                , <Moment at={change.recordedAt} />
              </>
            )}
          </Text>
          {change.difference && (
            <>
              <Text size="sm">
                On record: {sideOf(change.difference.recorded)}. Given by the code: {sideOf(change.difference.derived)}.
              </Text>
              <Text size="sm" c="dimmed">
                {CAUSES[change.difference.cause]}
              </Text>
            </>
          )}
        </li>
      ))}
      {differing > differences.length && (
        <li>
          <Text size="sm" c="dimmed">
            And {count(differing - differences.length)} more; choose a shorter stretch to see them.
          </Text>
        </li>
      )}
    </Stack>
  );
}

function sideOf(side: Difference['recorded']): string {
  if (side === null) return 'nothing';
  const change = side.change === undefined ? '' : `${changeLabel(side.change).toLowerCase()}, `;
  return `${change}${verdictLabel(side.verdict)}, ${side.severity}`;
}
