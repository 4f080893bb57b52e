import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconInbox, IconSearch, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { destinationsFor } from './destinations';
import { useMe } from './me';

/** Everything one can go to, by its name; a client or an alert by its id. */
export function Commands() {
  const navigate = useNavigate();
  const { permissions } = useMe();
  const [query, setQuery] = useState('');
  const mayRead = permissions.includes('read');
  const sought = mayRead ? 'a page, a client or an alert' : 'a page';
  const pages = destinationsFor(permissions).map(({ to, label, icon: Icon, ...place }): SpotlightActionData => ({
    id: to,
    label,
    leftSection: <Icon size={18} aria-hidden />,
    onClick: () => void navigate({ to, search: 'search' in place ? place.search : {} }),
  }));
  return (
    <Spotlight
      shortcut={['mod + K']}
      actions={[...pages, ...(mayRead ? lookUps(query.trim(), navigate) : [])]}
      query={query}
      onQueryChange={setQuery}
      nothingFound="Nothing goes by that name."
      highlightQuery
      attributes={{ content: { 'aria-label': `Go to ${sought}` } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: `Go to ${sought}`,
        'aria-label': `Go to ${sought}`,
      }}
    />
  );
}

function lookUps(query: string, navigate: ReturnType<typeof useNavigate>): SpotlightActionData[] {
  if (query === '') return [];
  const search: SpotlightActionData[] = [
    {
      id: 'search-alerts',
      label: `Alerts that mention “${query}”`,
      leftSection: <IconInbox size={18} aria-hidden />,
      onClick: () => void navigate({ to: '/alerts', search: { q: query } }),
    },
    {
      id: 'search-clients',
      label: `Clients like “${query}”`,
      leftSection: <IconUser size={18} aria-hidden />,
      onClick: () => void navigate({ to: '/clients', search: { q: query } }),
    },
    {
      id: 'open-client',
      label: `Client ${query}`,
      leftSection: <IconUser size={18} aria-hidden />,
      onClick: () => void navigate({ to: '/clients/$clientId', params: { clientId: query } }),
    },
  ];
  if (query.startsWith('al-')) {
    search.unshift({
      id: 'open-alert',
      label: `Alert ${query}`,
      leftSection: <IconInbox size={18} aria-hidden />,
      onClick: () => void navigate({ to: '/alerts/$alertId', params: { alertId: query } }),
    });
  }
  return search;
}
