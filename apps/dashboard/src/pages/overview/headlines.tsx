import { SimpleGrid } from '@mantine/core';
import type { Overview } from '../../api/types';
import { Article61_2 } from '../../parts/article61-2';
import { Headline } from '../../parts/headline';
import { LinkCard } from '../../parts/links';
import { TO_DO } from '../../router/alert-search';
import { count, share } from '../../words/numbers';

/** The few numbers that say how things stand; each opens the list behind it. */
export function Headlines({ overview: { open, article61_2, clients } }: { overview: Overview }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 5 }} spacing="sm">
      <LinkCard to="/alerts" search={TO_DO}>
        <Headline label="Open alerts" value={count(open.total)} />
      </LinkCard>
      <LinkCard to="/alerts" search={{ ...TO_DO, overdue: true }}>
        <Headline label="Overdue" value={count(open.overdue)} />
      </LinkCard>
      <LinkCard to="/alerts" search={{ ...TO_DO, assignee: ['NOBODY'] }}>
        <Headline label="Assigned to nobody" value={count(open.unassigned)} />
      </LinkCard>
      <Article61_2 counts={article61_2.open} />
      <LinkCard to="/clients" search={{ inDrift: true }}>
        <Headline
          label="Clients in drift"
          value={count(clients.inDrift)}
          note={`${share(clients.inDrift, clients.reverseSolicited)} of ${count(clients.reverseSolicited)} reverse-solicited`}
        />
      </LinkCard>
    </SimpleGrid>
  );
}
