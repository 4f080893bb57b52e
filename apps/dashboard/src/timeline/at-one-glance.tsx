import { useQuery } from '@tanstack/react-query';
import { stripQuery, type Clocks } from '../api/clients';
import { Section } from '../parts/section';
import { Failure, Waiting } from '../parts/states';
import { Strip } from './strip';

interface AtOneGlanceProps {
  clientId: string;
  clocks: Clocks;
  /** When the act was that the page is about. */
  actAt?: string | null;
}

/** The same strip wherever a client is looked at, and in the evidence report. */
export function AtOneGlance({ clientId, clocks, actAt = null }: AtOneGlanceProps) {
  const query = useQuery(stripQuery(clientId, clocks));
  return (
    <Section title="At one glance">
      {query.isPending && <Waiting />}
      {query.isError && query.data === undefined && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Strip strip={query.data} actAt={actAt} />}
    </Section>
  );
}
