import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { visitQuery } from '../api/today';
import { useKeys } from '../keyboard/use-keys';
import { Tour } from '../tour/tour';
import { undoLast } from '../work/last-step';
import { Commands } from './commands';
import { DecidedProposals } from './decided-proposals';
import { DemonstrationNotice } from './demonstration-notice';
import { Header } from './header';
import { LeftOutNotice } from './left-out-notice';
import { useMay } from './me';
import { Navigation } from './navigation';
import { PermittedPage } from './permitted-page';
import { ServerAway } from './server-away';
import { ShortcutHelp } from './shortcut-help';
import { Disclaimer } from './disclaimer';
import { useZone } from './zone-line';

/** What stands around every page. */
export function Shell() {
  const [navigating, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const zone = useZone();
  useQuery({ ...visitQuery, enabled: useMay('read') });
  useKeys({ z: undoLast });
  useEffect(close, [pathname, close]);
  return (
    <>
      <a href="#main" className="skip">
        Skip to the content
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 208, breakpoint: 'md', collapsed: { mobile: !navigating } }}
        padding={{ base: 'sm', sm: 'md' }}
      >
        <AppShell.Header>
          <Header navigating={navigating} onToggleNavigation={toggle} />
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label="Pages">
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
          <DemonstrationNotice />
          <Tour />
          <ServerAway />
          <LeftOutNotice />
          <PermittedPage key={zone} />
          <Disclaimer />
        </AppShell.Main>
      </AppShell>
      <Commands />
      <ShortcutHelp />
      <DecidedProposals />
    </>
  );
}
