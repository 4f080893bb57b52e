import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { proposalsQuery } from '../../../api/governance';
import { policiesQuery } from '../../../api/overview';
import type { PolicyVersion } from '../../../api/types';
import { LinkAnchor } from '../../../parts/links';
import { Page } from '../../../parts/page';
import { Failure, Nothing, Waiting } from '../../../parts/states';
import { useMayOfAll } from '../../../shell/me';
import type { RawPack } from '../../../words/packs';
import { nextVersion } from './next-version';
import { ProposalForm } from './proposal-form';

/** Where a changed pack is written and proposed. */
export function ProposePage() {
  const may = useMayOfAll('propose-policy');
  return (
    <Page
      title="Propose a pack"
      subtitle={
        <>
          A draft of the pack in force. It is tried on all history once it is proposed, and changes nothing before
          somebody else has approved it.{' '}
          <LinkAnchor to="/policy" inherit underline="always">
            Policy
          </LinkAnchor>
        </>
      }
    >
      {may ? (
        <Beginning />
      ) : (
        <Nothing title="Your role does not reach this">
          Ask an administrator of Scopewatch for the role that allows it.
        </Nothing>
      )}
    </Page>
  );
}

function Beginning() {
  const policies = useQuery(policiesQuery);
  const proposals = useQuery(proposalsQuery);
  const failed = [policies, proposals].find(({ isError }) => isError);
  if (failed !== undefined) return <Failure error={failed.error} retry={() => void failed.refetch()} />;
  if (policies.data === undefined || proposals.data === undefined) return <Waiting />;
  const inForce = policies.data.items.find((version) => version.inForce);
  if (inForce === undefined)
    return <Nothing title="No rule pack on file">The first is recorded when the monitor starts.</Nothing>;
  const taken = [...policies.data.items, ...proposals.data.items].map(({ version }) => version);
  return <FromInForce inForce={inForce} taken={taken} />;
}

function FromInForce({ inForce, taken }: { inForce: PolicyVersion; taken: readonly string[] }) {
  const pack = inForce.pack as RawPack;
  // What others propose or bring into force meanwhile takes nothing of the draft away.
  const [beginning] = useState<RawPack>(() => ({ ...pack, version: nextVersion(inForce.version, taken) }));
  return <ProposalForm inForce={pack} beginning={beginning} />;
}
