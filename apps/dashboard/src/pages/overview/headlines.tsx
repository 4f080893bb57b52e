import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Overview } from '../../api/types';
import { LinkCard } from '../../parts/links';
import { TO_DO, type AlertSearch } from '../../router/alert-search';
import { count, share } from '../../words/numbers';

const MARKETED: AlertSearch = { ...TO_DO, article61_2: true, kind: ['MARKETED'] };
const ENABLED: AlertSearch = { ...TO_DO, article61_2: true, kind: ['ENABLED', 'ROLLED_OUT', 'USED'] };

/** The few numbers that say how things stand; each opens the list behind it. */
export function Headlines({ overview: { open, article61_2, clients } }: { overview: Overview }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }} spacing="sm">
      <LinkCard to="/alerts" search={TO_DO}>
        <Headline label="Open alerts" value={count(open.total)} />
      </LinkCard>
      <LinkCard to="/alerts" search={{ ...TO_DO, overdue: true }}>
        <Headline label="Overdue" value={count(open.overdue)} />
      </LinkCard>
      <LinkCard to="/alerts" search={{ ...TO_DO, assignee: ['NOBODY'] }}>
        <Headline label="Assigned to nobody" value={count(open.unassigned)} />
      </LinkCard>
      <LinkCard to="/alerts" search={MARKETED}>
        <Headline label="Article 61(2), marketed" value={count(article61_2.open.marketed)} />
      </LinkCard>
      <LinkCard to="/alerts" search={ENABLED}>
        <Headline label="Article 61(2), enabled" value={count(article61_2.open.enabled)} />
      </LinkCard>
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

function Headline({ label, value, note }: { label: string; value: string; note?: ReactNode }) {
  return (
    <>
      <Text size="sm">{label}</Text>
      <Text fz={28} fw={650} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </>
  );
}
