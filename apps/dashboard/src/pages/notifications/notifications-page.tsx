import { useState } from 'react';
import { Page } from '../../parts/page';
import { Deliveries } from './deliveries';
import { Receivers } from './receivers';

/** Where alerts are told, and how the telling went. */
export function NotificationsPage() {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Page title="Notifications" subtitle="Where alerts are told, how that went, and why something was not sent.">
      <Receivers />
      <Deliveries receiverId={chosen} onChoose={setChosen} />
    </Page>
  );
}
