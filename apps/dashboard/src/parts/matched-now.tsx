import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { filterCountsQuery, type AlertFilter } from '../api/alerts';
import type { Matcher } from '../api/types';
import { filterOfMatchers } from '../words/matchers';
import { counted } from '../words/numbers';
import { LinkAnchor } from './links';

/** How many alerts meet the conditions at this moment, with a way to them. */
export function MatchedNow({ matchers }: { matchers: readonly Matcher[] }) {
  const filter = filterOfMatchers(matchers.filter(({ values }) => values.length > 0));
  return filter === undefined ? null : <Counted filter={filter} />;
}

function Counted({ filter }: { filter: AlertFilter }) {
  const { data } = useQuery(filterCountsQuery(filter));
  if (data === undefined) return null;
  return (
    <Text size="sm" component="span">
      <LinkAnchor to="/alerts" search={filter} inherit underline="always">
        {counted(data.total, 'alert')}
      </LinkAnchor>{' '}
      now
    </Text>
  );
}
