import { Grid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { alertQuery } from '../../api/alerts';
import { evidenceAddress } from '../../api/clients';
import { Page } from '../../parts/page';
import { Failure, Waiting } from '../../parts/states';
import { SeverityMark } from '../../parts/badges';
import { EvidenceButton } from '../../shell/evidence-button';
import { AtOneGlance } from '../../timeline/at-one-glance';
import { clientLabel, isErased } from '../../words/clients';
import { verdictLabel } from '../../words/verdicts';
import { AlertActions } from './alert-actions';
import { AlertHistory } from './alert-history';
import { AlertSubtitle } from './alert-subtitle';
import { AroundTheAct } from './around-the-act';
import { ClientErased } from './client-erased';
import { InList } from './in-list';
import { Siblings } from './siblings';
import { Decision } from './decision';
import { ProposalNotice } from './proposal-notice';
import { Sentence } from './sentence';
import { StandsOn } from './stands-on';

const NOW = {};

/** This client, this message, this article, because of these facts. */
export function AlertPage() {
  const { alertId } = useParams({ from: '/alerts/$alertId' });
  const query = useQuery(alertQuery(alertId));
  if (query.data === undefined) {
    return (
      <Page title="Alert">
        {query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting lines={10} />}
      </Page>
    );
  }
  const alert = query.data;
  const erased = isErased(alert.survivorId);
  return (
    <Page
      title={`${verdictLabel(alert.verdict)}, ${clientLabel(alert.survivorId)}`}
      heading={
        <>
          <SeverityMark severity={alert.severity} /> {verdictLabel(alert.verdict)}
        </>
      }
      subtitle={<AlertSubtitle alert={alert} />}
      actions={
        <>
          <InList alertId={alert.alertId} />
          <AlertActions key={alert.alertId} alert={alert} />
          {!erased && <EvidenceButton href={evidenceAddress('alerts', alert.alertId)} />}
        </>
      }
    >
      <ProposalNotice alert={alert} />
      <Sentence alert={alert} />
      {!erased && <AtOneGlance clientId={alert.survivorId} clocks={NOW} actAt={alert.effectiveAt} />}
      <Siblings alert={alert} />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack>
            <Decision alert={alert} />
            <StandsOn alert={alert} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <AlertHistory alertId={alert.alertId} />
        </Grid.Col>
      </Grid>
      {erased ? <ClientErased /> : <AroundTheAct alert={alert} />}
    </Page>
  );
}
