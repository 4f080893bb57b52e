import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { evidenceAddress } from '../../api/clients';
import { incidentQuery } from '../../api/incidents';
import type { Incident, Verdict } from '../../api/types';
import { BarList } from '../../parts/bar-list';
import { Copyable } from '../../parts/copyable';
import { LinkAnchor, LinkButton } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { Page } from '../../parts/page';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { EvidenceButton } from '../../shell/evidence-button';
import { useMay } from '../../shell/me';
import { countryLabel } from '../../words/countries';
import { incidentKindLabel } from '../../words/incidents';
import { counted } from '../../words/numbers';
import { verdictLabel } from '../../words/verdicts';
import { IncidentAlerts } from './incident-alerts';

/** One cause: whom it reached, where, how that was judged, and work on all of it at once. */
export function IncidentPage() {
  const { incidentId } = useParams({ from: '/incidents/$incidentId' });
  const query = useQuery(incidentQuery(incidentId));
  const maySilence = useMay('work-alerts');
  if (query.data === undefined) {
    return (
      <Page title="Incident">
        {query.isError ? <Failure error={query.error} retry={() => void query.refetch()} /> : <Waiting />}
      </Page>
    );
  }
  const incident = query.data;
  return (
    <Page
      title={incident.title}
      subtitle={<About incident={incident} />}
      actions={
        <>
          <LinkButton to="/alerts" search={{ incidentId: [incidentId] }} variant="default" size="xs">
            Open in the queue
          </LinkButton>
          {/* Of more clients than this the command line makes it. */}
          {incident.clients <= 100 && <EvidenceButton href={evidenceAddress('incidents', incidentId)} />}
          {maySilence && (
            <LinkButton to="/silences" search={{ new: true, incidentId: [incidentId] }} variant="default" size="xs">
              Silence this…
            </LinkButton>
          )}
        </>
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Section title="Judged">
          <BarList of="Alerts by verdict" bars={incident.byVerdict.map((entry) => verdictBar(incidentId, entry))} />
        </Section>
        <Section title="Countries">
          <BarList of="Alerts by country" bars={incident.byCountry.map((entry) => countryBar(incidentId, entry))} />
        </Section>
      </SimpleGrid>
      <IncidentAlerts incident={incident} />
    </Page>
  );
}

const About = ({ incident }: { incident: Incident }) => (
  <Text component="div" size="sm">
    {incidentKindLabel(incident.kind)} <Copyable value={incident.key} /> since <Moment at={incident.openedAt} />:{' '}
    {counted(incident.clients, 'client')} reached, {counted(incident.alerts, 'alert')}, {incident.open} open
    {incident.proposed > 0 && `, ${incident.proposed} of them proposed to be closed`}
  </Text>
);

interface Entry {
  value: string;
  count: number;
}

const verdictBar = (incidentId: string, { value, count }: Entry) => ({
  key: value,
  count,
  label: (
    <LinkAnchor to="/alerts" search={{ incidentId: [incidentId], verdict: [value as Verdict] }} size="sm">
      {verdictLabel(value)}
    </LinkAnchor>
  ),
});

const countryBar = (incidentId: string, { value, count }: Entry) => ({
  key: value,
  count,
  label: (
    <LinkAnchor to="/alerts" search={{ incidentId: [incidentId], country: [value] }} size="sm">
      {countryLabel(value)}
    </LinkAnchor>
  ),
});
