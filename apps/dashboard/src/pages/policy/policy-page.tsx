import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { policiesQuery } from '../../api/overview';
import type { PolicyVersion } from '../../api/types';
import { Page } from '../../parts/page';
import { Failure, Nothing, Waiting } from '../../parts/states';
import { useMe } from '../../shell/me';
import { PackComparison } from './pack-comparison';
import { PackContents } from './pack-contents';
import { Proposals } from './proposals';
import { VersionList } from './version-list';

/** The rule packs: which is in force, what it says, what changed between two. */
export function PolicyPage() {
  const query = useQuery(policiesQuery);
  const { entities } = useMe();
  const versions = query.data?.items ?? [];
  return (
    <Page
      title="Policy"
      subtitle="The parts of the rules that are data. Every verdict keeps the version it was judged by."
    >
      {query.isPending && <Waiting />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.data !== undefined && versions.length === 0 && (
        <Nothing title="No rule pack on file">The first is recorded when the monitor starts.</Nothing>
      )}
      {entities === null && <Proposals />}
      {versions.length > 0 && <Versions versions={versions} />}
    </Page>
  );
}

function Versions({ versions }: { versions: PolicyVersion[] }) {
  const inForce = versions.find((version) => version.inForce) ?? versions[0];
  const [chosen, setChosen] = useState(inForce?.version);
  const shown = versions.find(({ version }) => version === chosen) ?? inForce;
  return (
    <>
      <VersionList versions={versions} />
      {versions.length > 1 && (
        <>
          <PackComparison versions={versions} />
          <NativeSelect
            label="Contents of"
            w={240}
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={versions.map(({ version }) => version)}
          />
        </>
      )}
      {shown && <PackContents version={shown} />}
    </>
  );
}
