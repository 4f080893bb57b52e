import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { proposalsQuery } from '../../api/governance';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { ProposalCard } from './proposal-card';
import { ProposeDialog } from './propose-dialog';

/** Packs that somebody proposed: what each would change in words, what it would have given, and the decision. */
export function Proposals() {
  const query = useQuery(proposalsQuery);
  const may = useMay('propose-policy');
  const [proposing, setProposing] = useState(false);
  const proposals = query.data?.items ?? [];
  return (
    <Section
      title="Proposals"
      aside={
        may && (
          <Button size="xs" onClick={() => setProposing(true)}>
            Propose a pack
          </Button>
        )
      }
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && proposals.length === 0 && <Text c="dimmed">Nothing was proposed yet.</Text>}
      <Stack>
        {proposals.map((proposal) => (
          <ProposalCard key={proposal.proposalId} proposal={proposal} />
        ))}
      </Stack>
      {proposing && <ProposeDialog onClose={() => setProposing(false)} />}
    </Section>
  );
}
