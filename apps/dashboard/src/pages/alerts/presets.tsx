import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { filterCountsQuery } from '../../api/alerts';
import { LinkButton } from '../../parts/links';
import { filterOf, TO_APPROVE, TO_DO, type AlertSearch } from '../../router/alert-search';
import { stringifySearch } from '../../router/search-text';
import { useMay, useMe } from '../../shell/me';
import { count } from '../../words/numbers';
import { useAlertSearch } from './use-alert-search';

/** The views that are wanted every day. */
export function Presets() {
  const { personId } = useMe();
  const { search } = useAlertSearch();
  const mayDecide = useMay('approve');
  const waiting: AlertSearch = mayDecide ? TO_APPROVE : { ...TO_DO, proposal: ['BY_OTHERS', 'BY_ME'] };
  const { data } = useQuery(filterCountsQuery(filterOf(waiting)));
  const presets: [string, AlertSearch, number?][] = [
    ['To do', TO_DO],
    [mayDecide ? 'To approve' : 'Proposed', waiting, data?.total],
    ['Mine', { ...TO_DO, assignee: [personId] }],
    ['Mentions me', { mentions: personId }],
    ['Overdue', { ...TO_DO, overdue: true }],
    ['Article 61(2)', { ...TO_DO, article61_2: true }],
    ['Closed', { status: ['CLOSED'] }],
    ['All', {}],
  ];
  const current = stringifySearch({ ...search, group: undefined, sort: undefined });
  return (
    <Group component="nav" aria-label="Views" gap={6}>
      {presets.map(([label, preset, many]) => {
        const isCurrent = stringifySearch({ ...preset }) === current;
        return (
          <LinkButton
            key={label}
            to="/alerts"
            search={preset}
            size="xs"
            variant={isCurrent ? 'filled' : 'default'}
            aria-current={isCurrent ? 'page' : undefined}
            activeProps={{}}
          >
            {label}
            {many !== undefined && ` (${count(many)})`}
          </LinkButton>
        );
      })}
    </Group>
  );
}
