import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { clientQuery, evidenceAddress } from '../../api/clients';
import { ClockBanner } from '../../parts/clock-banner';
import { ClockControls } from '../../parts/clock-controls';
import { Page } from '../../parts/page';
import { Failure, Waiting } from '../../parts/states';
import { ClientPrivacy } from '../../privacy/client-privacy';
import { ErasureNotice } from '../../privacy/erasure-notice';
import { HoldNotice } from '../../privacy/hold-notice';
import { EvidenceButton } from '../../shell/evidence-button';
import { useMayOfAll } from '../../shell/me';
import { AtOneGlance } from '../../timeline/at-one-glance';
import { isErased } from '../../words/clients';
import { ClientDocuments } from './client-documents';
import { ClientAlerts } from './client-alerts';
import { ClientSubtitle } from './client-subtitle';
import { ClientTimeline } from './client-timeline';
import { ClientVerdicts } from './client-verdicts';
import { ErasedClient } from './erased-client';
import { InitiativeEvidence } from './initiative-evidence';
import { NoBreach } from './no-breach';
import { PrintButton } from './print-button';
import { ScopeCompared } from './scope-compared';

/** What is known of one client: now, or as of any two times. */
export function ClientPage() {
  const { clientId } = useParams({ from: '/clients/$clientId' });
  return isErased(clientId) ? <ErasedClient clientId={clientId} /> : <ClientOnFile clientId={clientId} />;
}

function ClientOnFile({ clientId }: { clientId: string }) {
  const clocks = useSearch({ from: '/clients/$clientId' });
  const navigate = useNavigate({ from: '/clients/$clientId' });
  const query = useQuery(clientQuery(clientId, clocks));
  const { data: client } = query;
  const mayKnow = useMayOfAll('read-privacy');
  return (
    <Page
      title={`Client ${clientId}`}
      subtitle={client && <ClientSubtitle client={client} />}
      actions={
        <>
          <EvidenceButton href={evidenceAddress('clients', clientId, clocks)} />
          <PrintButton />
        </>
      }
    >
      <ClockControls
        key={JSON.stringify(clocks)}
        clocks={clocks}
        onShow={(search) => void navigate({ search, resetScroll: false })}
      />
      <ClockBanner clocks={clocks} />
      {mayKnow && <HoldNotice clientId={clientId} />}
      {mayKnow && <ErasureNotice clientId={clientId} />}
      {query.isPending && <Waiting lines={10} />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {client && (
        <Stack>
          <AtOneGlance clientId={clientId} clocks={clocks} />
          <InitiativeEvidence client={client} past={Object.keys(clocks).length > 0} />
          <ClientDocuments client={client} />
          <ScopeCompared clientId={clientId} clocks={clocks} />
          <ClientAlerts client={client} />
          <ClientTimeline clientId={client.clientId} clocks={clocks} />
          <ClientVerdicts clientId={clientId} clocks={clocks} />
          <NoBreach client={client} />
          <ClientPrivacy clientId={clientId} />
        </Stack>
      )}
    </Page>
  );
}
