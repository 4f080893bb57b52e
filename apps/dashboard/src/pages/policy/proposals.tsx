import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { proposalsQuery } from '../../api/governance';
import { LinkButton } from '../../parts/links';
import { Section } from '../../parts/section';
import { Failure, Waiting } from '../../parts/states';
import { useMay } from '../../shell/me';
import { ProposalCard } from './proposal-card';

/** Packs that somebody proposed: what each would change in words, what it would have given, and the decision. */
export function Proposals() {
  const query = useQuery(proposalsQuery);
  const may = useMay('propose-policy');
  const proposals = query.data?.items ?? [];
  return (
    <Section
      title="Proposals"
      aside={
        may && (
          <LinkButton to="/policy/propose" size="xs">
            Propose a pack
          </LinkButton>
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
    </Section>
  );
}
