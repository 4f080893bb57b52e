import { Group } from '@mantine/core';
import { LinkButton } from '../../parts/links';
import { TO_DO, type AlertSearch } from '../../router/alert-search';
import { stringifySearch } from '../../router/search-text';
import { useMe } from '../../shell/me';
import { useAlertSearch } from './use-alert-search';

/** The views that are wanted every day. */
export function Presets() {
  const { personId } = useMe();
  const { search } = useAlertSearch();
  const presets: [string, AlertSearch][] = [
    ['To do', TO_DO],
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
      {presets.map(([label, preset]) => {
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
          </LinkButton>
        );
      })}
    </Group>
  );
}
