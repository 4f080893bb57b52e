import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../parts/page';
import { Erasures } from './erasures';
import { LegalHolds } from './legal-holds';

/** Who is erased and when, and whose data must be kept all the same. */
export function PrivacyPage() {
  const { show = 'erasures' } = useSearch({ from: '/privacy' });
  const navigate = useNavigate({ from: '/privacy' });
  return (
    <Page
      title="Privacy"
      subtitle="Who is erased and why, and whose data must be kept all the same. What is held of a client is on the client’s page."
    >
      <Tabs
        value={show}
        onChange={(tab) => void navigate({ search: tab === 'holds' ? { show: tab } : {} })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="erasures">Erasures</Tabs.Tab>
          <Tabs.Tab value="holds">Legal holds</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="erasures" pt="md">
          <Erasures />
        </Tabs.Panel>
        <Tabs.Panel value="holds" pt="md">
          <LegalHolds />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
