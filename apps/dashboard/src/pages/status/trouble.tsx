import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { isStopped, troublesOf, type Trouble } from '#health';
import type { Health } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { useNow } from '../../parts/use-now';

const PAGES: Readonly<Record<NonNullable<Trouble['page']>, string>> = {
  '/rejections': 'To the rejections',
  '/notifications': 'To the notifications',
  '/replay': 'To replay',
  '/policy': 'To the policy',
};

/** What is unwell, since when, and what to do about it. */
export function Troubles({ health }: { health: Health }) {
  const troubles = troublesOf(health, useNow());
  const stopped = health.topics.some(isStopped);
  if (troubles.length === 0 && !stopped)
    return (
      <Alert color="green" icon={<IconCircleCheck aria-hidden />} title="All is well" role="status">
        What came was judged, or is on its way; what was judged is told.
      </Alert>
    );
  return troubles.map((trouble) => <TroubleNotice key={trouble.key} trouble={trouble} />);
}

const TroubleNotice = ({ trouble: { title, since, what, toDo, page } }: { trouble: Trouble }) => (
  <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={title}>
    <Stack gap={4}>
      <Text size="sm">
        {since === null ? (
          'Since when is not known. '
        ) : (
          <>
            Since <Moment at={since} />.{' '}
          </>
        )}
        {what}
      </Text>
      <Text size="sm">
        <b>What to do:</b> {toDo}
        {page !== undefined && (
          <>
            {' '}
            <LinkAnchor to={page} size="sm" underline="always" inherit>
              {PAGES[page]}
            </LinkAnchor>
            .
          </>
        )}
      </Text>
    </Stack>
  </Alert>
);
