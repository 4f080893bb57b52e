import { Alert } from '@mantine/core';
import { IconMasksTheater } from '@tabler/icons-react';
import { Moment } from '../parts/moment';
import { useMe } from './me';

/** Stands above every page of a demonstration, on paper too: nothing of it may pass for evidence of anybody. */
export function DemonstrationNotice() {
  const { demonstration } = useMe();
  if (demonstration === null) return null;
  return (
    <Alert color="grape" mb="md" p="xs" icon={<IconMasksTheater aria-hidden />} role="note">
      Demonstration: nobody in it exists, and recorded times are played
      {demonstration.endedAt === null ? (
        ', still'
      ) : (
        <>
          {' '}
          up to <Moment at={demonstration.endedAt} />
        </>
      )}
      .
    </Alert>
  );
}
